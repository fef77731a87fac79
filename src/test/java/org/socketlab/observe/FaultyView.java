package org.socketlab.observe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.socketlab.model.Bytes;
import org.socketlab.model.Event;
import org.socketlab.model.FdEntry;
import org.socketlab.model.FiveTuple;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.Limits;
import org.socketlab.model.ProcessView;
import org.socketlab.model.Scope;
import org.socketlab.model.TcpInfo;
import org.socketlab.os.Errno;
import org.socketlab.os.FdLink;
import org.socketlab.os.KernelView;
import org.socketlab.os.SegmentCapture;
import org.socketlab.os.SyscallException;

/** A real view in which one part or another fails while a test wants it to. */
final class FaultyView implements KernelView {
    private final KernelView real;
    volatile boolean noNetlink;
    volatile boolean noProc;
    /** Dumps are interrupted, and what they gave is nothing. */
    volatile boolean interrupted;
    /** So many dumps still leave out these sockets and are marked as whole; exact lookups find them. */
    final AtomicInteger skipping = new AtomicInteger();

    volatile Predicate<KernelSocket> skipped = _ -> false;
    /** The next wait for events finds that some were lost. */
    volatile boolean overrun;

    FaultyView(KernelView real) {
        this.real = real;
    }

    private void netlink() throws SyscallException {
        if (noNetlink) {
            throw new SyscallException("socket", Errno.EPROTONOSUPPORT.number());
        }
    }

    private void proc() throws SyscallException {
        if (noProc) {
            throw new SyscallException("open", Errno.ENOENT.number());
        }
    }

    @Override
    public Event.Looked look(Scope scope) throws SyscallException {
        netlink();
        if (interrupted) {
            return new Event.Looked(scope, false, List.of());
        }
        Event.Looked looked = real.look(scope);
        boolean leavesOut =
                looked.sockets().stream().anyMatch(skipped) && skipping.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        return leavesOut
                ? new Event.Looked(
                        scope,
                        true,
                        looked.sockets().stream().filter(skipped.negate()).toList())
                : looked;
    }

    @Override
    public Optional<KernelSocket> lookup(FiveTuple tuple) throws SyscallException {
        netlink();
        return real.lookup(tuple);
    }

    @Override
    public List<Integer> pids() throws SyscallException {
        proc();
        return real.pids();
    }

    @Override
    public Optional<ProcessView> process(int pid) {
        return noProc ? Optional.empty() : real.process(pid);
    }

    @Override
    public List<FdEntry> fds(int pid) throws SyscallException {
        proc();
        return real.fds(pid);
    }

    @Override
    public List<FdLink> fdLinks(int pid) throws SyscallException {
        proc();
        return real.fdLinks(pid);
    }

    @Override
    public String commandLine(int pid) {
        return noProc ? "" : real.commandLine(pid);
    }

    @Override
    public Limits limits(int pid) throws SyscallException {
        proc();
        return real.limits(pid);
    }

    @Override
    public Event.SocketFile file(String path) throws SyscallException {
        return real.file(path);
    }

    @Override
    public String userName(int uid) {
        return real.userName(uid);
    }

    @Override
    public String groupName(int gid) {
        return real.groupName(gid);
    }

    @Override
    public Map<Long, String> unixAddresses() throws SyscallException {
        proc();
        return real.unixAddresses();
    }

    @Override
    public SegmentCapture capture() throws SyscallException {
        return real.capture();
    }

    @Override
    public TcpInfo tcpInfo(int fd) throws SyscallException {
        return real.tcpInfo(fd);
    }

    @Override
    public Bytes savedSyn(int fd) throws SyscallException {
        return real.savedSyn(fd);
    }

    @Override
    public DestroyEvents destroyEvents() throws SyscallException {
        netlink();
        DestroyEvents events = real.destroyEvents();
        return new DestroyEvents() {
            @Override
            public void ports(List<Integer> ports) throws SyscallException {
                events.ports(ports);
            }

            @Override
            public int await(int milliseconds, Consumer<Event.Destroyed> each) throws SyscallException {
                if (overrun) {
                    overrun = false;
                    throw new SyscallException("recv", Errno.ENOBUFS.number());
                }
                return events.await(milliseconds, each);
            }

            @Override
            public void wake() {
                events.wake();
            }

            @Override
            public void close() {
                events.close();
            }
        };
    }

    @Override
    public void close() {
        real.close();
    }

    /** Lets time pass. */
    static void pass(int milliseconds) throws InterruptedException {
        boolean never = new CountDownLatch(1).await(milliseconds, TimeUnit.MILLISECONDS);
        if (never) {
            throw new AssertionError("nobody counts it down");
        }
    }
}
