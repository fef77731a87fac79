package org.socketlab.os;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.socketlab.model.Bytes;
import org.socketlab.model.Event;
import org.socketlab.model.FdEntry;
import org.socketlab.model.FiveTuple;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.Limits;
import org.socketlab.model.ProcessView;
import org.socketlab.model.Scope;
import org.socketlab.model.TcpInfo;

/**
 * Looks at what the kernel holds; its calls are nobody's facts. One thread at a time, except for capture(), tcpInfo() and
 * savedSyn().
 *
 * <p>Sockets come without owners ({@code owners} empty, {@code ownersHidden} false): whoever looks joins them with
 * fd tables by inode.
 */
public interface KernelView extends AutoCloseable {
    /** One look at the sockets of a scope; Scope.Tuples and Ids are looked up one by one. */
    Event.Looked look(Scope scope) throws SyscallException;

    /** Exactly this TCP connection, empty where it is no more. */
    Optional<KernelSocket> lookup(FiveTuple tuple) throws SyscallException;

    /** The pids of all processes that /proc shows, ascending. */
    List<Integer> pids() throws SyscallException;

    /** What is known of a process, empty where it is gone. */
    Optional<ProcessView> process(int pid);

    /** A process's fd table by fd, ascending; throws with EACCES for another user's, ENOENT where it is gone. */
    List<FdEntry> fds(int pid) throws SyscallException;

    /** The same with what lstat(2) shows of each link. */
    List<FdLink> fdLinks(int pid) throws SyscallException;

    /** /proc/PID/cmdline: its arguments, a NUL after each; empty for a kernel thread, another's secret, one gone. */
    String commandLine(int pid);

    Limits limits(int pid) throws SyscallException;

    /** A socket file; {@code gone} where the path is not there. */
    Event.SocketFile file(String path) throws SyscallException;

    /** The user's name of a uid, or the number where it has none. */
    String userName(int uid);

    /** The group's name of a gid, or the number where it has none. */
    String groupName(int gid);

    /** The first column of /proc/net/unix by inode: the kernel's name for a Unix socket, as lsof prints it. */
    Map<Long, String> unixAddresses() throws SyscallException;

    /** Lets the kernel tell of every TCP socket's end on these ports; empty where it will not. */
    DestroyEvents destroyEvents() throws SyscallException;

    /** A capture of segments on loopback, of no port yet; throws with EPERM without CAP_NET_RAW. Any thread. */
    SegmentCapture capture() throws SyscallException;

    /** TCP_INFO on an own fd. Any thread. */
    TcpInfo tcpInfo(int fd) throws SyscallException;

    /** TCP_SAVED_SYN on an own accepted fd: IP and TCP header, once; empty where the kernel kept none. Any thread. */
    Bytes savedSyn(int fd) throws SyscallException;

    @Override
    void close();

    /** The kernel's multicast of destroyed TCP sockets (SKNLGRP_INET_TCP_DESTROY and its IPv6 twin). */
    interface DestroyEvents extends AutoCloseable {
        /** Tells only of sockets with one of these ports at either end, filtered in the kernel. */
        void ports(List<Integer> ports) throws SyscallException;

        /**
         * Waits at most so long (ms) for events and hands each on; returns how many came.
         *
         * @throws SyscallException with ENOBUFS where the kernel lost some
         */
        int await(int milliseconds, Consumer<Event.Destroyed> each) throws SyscallException;

        /** Makes {@link #await} return at once. Any thread. */
        void wake();

        @Override
        void close();
    }
}
