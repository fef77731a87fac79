package org.socketlab.os.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.os.Errno;
import org.socketlab.os.KernelView;
import org.socketlab.os.SyscallException;

/**
 * The kernel's multicast of destroyed TCP sockets (linux/sock_diag.h); needs no privilege.
 *
 * <p>The full socket is destroyed also where a TIME_WAIT row takes its place, under the same cookie.
 */
final class LinuxDestroyEvents implements KernelView.DestroyEvents {
    // enum sknetlink_groups { SKNLGRP_NONE, SKNLGRP_INET_TCP_DESTROY, …, SKNLGRP_INET6_TCP_DESTROY = 3
    private static final int[] GROUPS = {1, 3};
    // #define SOL_NETLINK 270
    private static final int SOL_NETLINK = 270;
    // #define NETLINK_ADD_MEMBERSHIP 1
    private static final int NETLINK_ADD_MEMBERSHIP = 1;
    // #define SOL_SOCKET 1, SO_RCVBUF 8, SO_ATTACH_FILTER 26
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUF = 8;
    private static final int SO_ATTACH_FILTER = 26;
    // #define MSG_DONTWAIT 0x40
    private static final int MSG_DONTWAIT = 0x40;
    // #define POLLIN 0x001
    private static final short POLLIN = 1;
    // EFD_CLOEXEC 02000000 | EFD_NONBLOCK 00004000
    private static final int EVENTFD_FLAGS = 0x80000 | 0x800;

    private static final int RECEIVE_BUFFER = 1 << 20;
    private static final int MOST_AT_ONCE = 4096;

    private final Netlink netlink = new Netlink();
    private final Arena arena = Arena.ofShared();
    /** Two pollfds of 8 bytes (fd, events, revents), then the eventfd's 8 bytes to write and to read. */
    private final MemorySegment memory = arena.allocate(32, 8);

    private final int wake;
    private boolean closed;

    LinuxDestroyEvents() throws SyscallException {
        this(RECEIVE_BUFFER);
    }

    /** @param receiveBuffer bytes; the kernel doubles it and gives at least some 2,300 (socket(7)) */
    LinuxDestroyEvents(int receiveBuffer) throws SyscallException {
        wake = Libc.eventfd(0, EVENTFD_FLAGS);
        try {
            if (wake < 0) {
                throw new SyscallException("eventfd", -wake);
            }
            netlink.scratch().putInt(0, receiveBuffer);
            netlink.option(SOL_SOCKET, SO_RCVBUF, 4);
            ports(List.of());
            for (int group : GROUPS) {
                netlink.scratch().putInt(0, group);
                netlink.option(SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, 4);
            }
        } catch (SyscallException e) {
            close();
            throw e;
        }
        pollfd(0, netlink.fd());
        pollfd(8, wake);
        memory.set(ValueLayout.JAVA_LONG, 16, 1);
    }

    private void pollfd(long at, int fd) {
        memory.set(ValueLayout.JAVA_INT, at, fd);
        memory.set(ValueLayout.JAVA_SHORT, at + 4, POLLIN);
    }

    @Override
    public void ports(List<Integer> ports) throws SyscallException {
        byte[] program = PortFilter.program(ports);
        try (Arena confined = Arena.ofConfined()) {
            MemorySegment instructions = confined.allocate(program.length, 8);
            instructions.copyFrom(MemorySegment.ofArray(program));
            ByteBuffer fprog = netlink.scratch(); // struct sock_fprog { u16 len; struct sock_filter *filter; }
            fprog.putLong(0, 0).putShort(0, (short) (program.length / 8)).putLong(8, instructions.address());
            netlink.option(SOL_SOCKET, SO_ATTACH_FILTER, 16);
        }
    }

    @Override
    public int await(int milliseconds, Consumer<Event.Destroyed> each) throws SyscallException {
        int ready = Libc.poll(memory.address(), 2, milliseconds);
        if (ready < 0 && ready != -Errno.EINTR.number()) {
            throw new SyscallException("poll", -ready);
        }
        if (ready > 0 && memory.get(ValueLayout.JAVA_SHORT, 8 + 6) != 0) {
            Libc.read(wake, memory.address() + 24, 8);
        }
        return ready > 0 && memory.get(ValueLayout.JAVA_SHORT, 6) != 0 ? drain(each) : 0;
    }

    private int drain(Consumer<Event.Destroyed> each) throws SyscallException {
        int count = 0;
        for (int i = 0; i < MOST_AT_ONCE; i++) {
            int received;
            try {
                received = netlink.receive(MSG_DONTWAIT);
            } catch (SyscallException e) {
                if (e.is(Errno.EAGAIN)) {
                    break;
                }
                throw e;
            }
            NetlinkMessages messages = new NetlinkMessages(netlink.answer(), received);
            while (messages.next()) {
                if (messages.type() == NetlinkMessages.SOCK_DIAG_BY_FAMILY) {
                    count += InetDiag.socket(netlink.answer(), messages.payload(), messages.payloadEnd())
                            .filter(socket -> socket.local() instanceof Endpoint.Inet)
                            .map(socket -> {
                                each.accept(new Event.Destroyed(
                                        socket.id(), socket.local(), socket.remote(), socket.tcpInfo()));
                                return 1;
                            })
                            .orElse(0);
                }
            }
        }
        return count;
    }

    @Override
    public void wake() {
        synchronized (arena) {
            if (!closed) {
                Libc.write(wake, memory.address() + 16, 8);
            }
        }
    }

    @Override
    public void close() {
        synchronized (arena) {
            if (!closed) {
                closed = true;
                netlink.close();
                if (wake >= 0) {
                    Libc.close(wake);
                }
                arena.close();
            }
        }
    }
}
