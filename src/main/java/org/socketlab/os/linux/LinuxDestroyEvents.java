package org.socketlab.os.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
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

    private static final int RECEIVE_BUFFER = 1 << 20;
    private static final int MOST_AT_ONCE = 4096;

    private final Netlink netlink = new Netlink();
    private final WakeablePoll poll = new WakeablePoll();

    LinuxDestroyEvents() throws SyscallException {
        this(RECEIVE_BUFFER);
    }

    /** @param receiveBuffer bytes; the kernel doubles it and gives at least some 2,300 (socket(7)) */
    LinuxDestroyEvents(int receiveBuffer) throws SyscallException {
        try {
            poll.on(netlink.fd());
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
        return poll.await(milliseconds) == 0 ? 0 : drain(each);
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
        poll.wake();
    }

    @Override
    public synchronized void close() {
        netlink.close();
        poll.close();
    }
}
