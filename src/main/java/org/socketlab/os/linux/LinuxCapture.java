package org.socketlab.os.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.socketlab.os.SegmentCapture;
import org.socketlab.os.SyscallException;

/**
 * A packet socket on {@code lo} whose packets come through a ring of memory that the kernel shares with us (packet(7),
 * TPACKET_V3): a block is handed over when it is full, or 4 ms after its first packet.
 *
 * <p>It is opened with protocol 0, so that nothing comes before the filter is attached and the device is bound.
 */
final class LinuxCapture implements SegmentCapture {
    // #define AF_PACKET 17
    private static final int AF_PACKET = 17;
    // SOCK_RAW 3 | SOCK_CLOEXEC 02000000
    private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
    // #define ETH_P_ALL 0x0003, in network order
    private static final short ETH_P_ALL = Short.reverseBytes((short) 3);
    // #define LOOPBACK_IFINDEX 1 (net/flow.h): lo's in every network namespace
    private static final int LOOPBACK_IFINDEX = 1;
    // #define SOL_SOCKET 1, SO_ERROR 4, SO_ATTACH_FILTER 26
    private static final int SOL_SOCKET = 1;
    private static final int SO_ERROR = 4;
    private static final int SO_ATTACH_FILTER = 26;
    // #define SOL_PACKET 263, PACKET_RX_RING 5, PACKET_STATISTICS 6, PACKET_VERSION 10, PACKET_IGNORE_OUTGOING 23
    private static final int SOL_PACKET = 263;
    private static final int PACKET_RX_RING = 5;
    private static final int PACKET_STATISTICS = 6;
    private static final int PACKET_VERSION = 10;
    private static final int PACKET_IGNORE_OUTGOING = 23;
    // enum tpacket_versions { TPACKET_V1, TPACKET_V2, TPACKET_V3 }
    private static final int TPACKET_V3 = 2;
    // PROT_READ 1 | PROT_WRITE 2, MAP_SHARED 1
    private static final int READ_WRITE = 3;
    private static final int MAP_SHARED = 1;

    private static final int BLOCK_SIZE = 1 << 16;
    private static final int BLOCKS =
            64; // each may be handed over after 4 ms: room for a reader who is away for 256 ms
    private static final int FRAME_SIZE = 2_048; // of a ring by blocks it only has to divide them
    private static final int BLOCK_TIMEOUT = 4; // ms
    private static final int ETHERNET = 14;
    private static final int LENGTH = 32;

    private final Arena arena = Arena.ofShared();
    /** 32 bytes for options and addresses, then 4 for a length. */
    private final MemorySegment memory = arena.allocate(LENGTH + 4, 8);

    private final WakeablePoll poll = new WakeablePoll();
    private final int fd;
    private final long ringSize;
    private long ringAddress;
    private List<Integer> ports = List.of();
    private boolean narrow;
    private boolean closed;
    private final PacketRing ring;

    LinuxCapture() throws SyscallException {
        this(BLOCK_SIZE, BLOCKS);
    }

    /**
     * @param blockSize bytes, a power of two times the page size
     * @param blocks how many of them
     */
    LinuxCapture(int blockSize, int blocks) throws SyscallException {
        ringSize = (long) blockSize * blocks;
        fd = Libc.socket(AF_PACKET, SOCK_RAW_CLOEXEC, 0);
        try {
            checked("socket", fd);
            poll.on(fd);
            option(PACKET_VERSION, TPACKET_V3);
            option(PACKET_IGNORE_OUTGOING, 1);
            MemorySegment request = memory.asSlice(0, 28); // struct tpacket_req3
            int[] fields = {blockSize, blocks, FRAME_SIZE, blockSize / FRAME_SIZE * blocks, BLOCK_TIMEOUT, 0, 0};
            MemorySegment.copy(fields, 0, request, ValueLayout.JAVA_INT, 0, fields.length);
            checked("setsockopt", Libc.setsockopt(fd, SOL_PACKET, PACKET_RX_RING, request.address(), 28));
            ringAddress = Libc.mmap(ringSize, READ_WRITE, MAP_SHARED, fd);
            checked("mmap", (int) Math.min(0, ringAddress));
            ring = new PacketRing(MemorySegment.ofAddress(ringAddress).reinterpret(ringSize), blockSize);
            filter();
            bind();
        } catch (SyscallException e) {
            close();
            throw e;
        }
    }

    private static void checked(String call, int outcome) throws SyscallException {
        if (outcome < 0) {
            throw new SyscallException(call, -outcome);
        }
    }

    private void option(int option, int value) throws SyscallException {
        memory.set(ValueLayout.JAVA_INT, 0, value);
        checked("setsockopt", Libc.setsockopt(fd, SOL_PACKET, option, memory.address(), 4));
    }

    /** struct sockaddr_ll: u16 family, be16 protocol, int ifindex, and what only a sender needs; 20 bytes. */
    private void bind() throws SyscallException {
        MemorySegment address = memory.asSlice(0, 20).fill((byte) 0);
        address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_PACKET);
        address.set(ValueLayout.JAVA_SHORT, 2, ETH_P_ALL);
        address.set(ValueLayout.JAVA_INT, 4, LOOPBACK_IFINDEX);
        checked("bind", Libc.bind(fd, address.address(), 20));
    }

    @Override
    public void ports(List<Integer> wanted) throws SyscallException {
        synchronized (arena) {
            ports = List.copyOf(wanted);
            filter();
        }
    }

    @Override
    public void narrow(boolean wanted) throws SyscallException {
        synchronized (arena) {
            narrow = wanted;
            filter();
        }
    }

    private void filter() throws SyscallException {
        if (closed) {
            return;
        }
        byte[] program = SegmentFilter.program(ports, narrow, ETHERNET + KEPT_BYTES);
        try (Arena confined = Arena.ofConfined()) {
            MemorySegment instructions = confined.allocate(program.length, 8);
            instructions.copyFrom(MemorySegment.ofArray(program));
            MemorySegment fprog =
                    confined.allocate(16, 8); // struct sock_fprog { u16 len; struct sock_filter *filter; }
            fprog.set(ValueLayout.JAVA_SHORT, 0, (short) (program.length / 8));
            fprog.set(ValueLayout.JAVA_LONG, 8, instructions.address());
            checked("setsockopt", Libc.setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, fprog.address(), 16));
        }
    }

    @Override
    public int await(int milliseconds, Taker each) throws SyscallException {
        if ((poll.await(milliseconds) & WakeablePoll.POLLERR) != 0) {
            asked(SOL_SOCKET, SO_ERROR, 4); // the device went down; asking clears it, and what comes later comes again
        }
        return ring.drain(each);
    }

    /** struct tpacket_stats_v3: u32 packets, drops, freezes; reading sets them to 0. */
    @Override
    public long dropped() throws SyscallException {
        return Integer.toUnsignedLong(asked(SOL_PACKET, PACKET_STATISTICS, 12)[1]);
    }

    private int[] asked(int level, int option, int length) throws SyscallException {
        synchronized (arena) {
            if (closed) {
                return new int[length / 4];
            }
            memory.set(ValueLayout.JAVA_INT, LENGTH, length);
            checked("getsockopt", Libc.getsockopt(fd, level, option, memory.address(), memory.address() + LENGTH));
            return memory.asSlice(0, length).toArray(ValueLayout.JAVA_INT);
        }
    }

    @Override
    public void wake() {
        poll.wake();
    }

    @Override
    public void close() {
        synchronized (arena) {
            if (closed) {
                return;
            }
            closed = true;
            if (ringAddress > 0) {
                Libc.munmap(ringAddress, ringSize);
            }
            poll.close();
            if (fd >= 0) {
                Libc.close(fd);
            }
            arena.close();
        }
    }
}
