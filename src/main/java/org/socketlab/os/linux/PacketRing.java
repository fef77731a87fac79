package org.socketlab.os.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.socketlab.model.Bytes;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.os.SegmentCapture;
import org.socketlab.os.TcpPacket;

/**
 * Walks the blocks of packets that kernel and reader hand to and fro in shared memory (TPACKET_V3, linux/if_packet.h).
 * One thread.
 *
 * <pre>
 *  struct tpacket_block_desc                      struct tpacket3_hdr
 *    8  block_status: whose it is                   0  tp_next_offset     4  tp_sec     8  tp_nsec
 *   12  num_pkts                                   12  tp_snaplen        16  tp_len
 *   16  offset_to_first_pkt                        24  tp_mac (u16)      26  tp_net (u16), from the header on
 * </pre>
 */
final class PacketRing {
    private static final VarHandle STATUS = ValueLayout.JAVA_INT.varHandle();
    private static final long BLOCK_STATUS = 8;
    private static final int NUM_PKTS = 12;
    private static final int FIRST_PKT = 16;
    // #define TP_STATUS_KERNEL 0, TP_STATUS_USER 1
    private static final int TP_STATUS_KERNEL = 0;
    private static final int TP_STATUS_USER = 1;
    private static final int TCP = 6;
    private static final int TCP_HEADER = 20;

    private final MemorySegment memory;
    private final ByteBuffer bytes;
    private final int blockSize;
    private final int blocks;
    private final PacketClock clock = new PacketClock();
    private int next;

    PacketRing(MemorySegment memory, int blockSize) {
        this.memory = memory;
        this.blockSize = blockSize;
        blocks = (int) (memory.byteSize() / blockSize);
        // header fields in the host's order; what the network sent is read with its own
        bytes = memory.asByteBuffer().order(ByteOrder.nativeOrder());
    }

    /** Hands on what is in the blocks that the kernel has given to us; how many packets there were. */
    int drain(SegmentCapture.Taker each) {
        int count = 0;
        for (int i = 0; i < blocks; i++) {
            long status = (long) next * blockSize + BLOCK_STATUS;
            if (((int) STATUS.getAcquire(memory, status) & TP_STATUS_USER) == 0) {
                break;
            }
            count += block(next * blockSize, each);
            STATUS.setRelease(memory, status, TP_STATUS_KERNEL);
            next = (next + 1) % blocks;
        }
        return count;
    }

    private int block(int base, SegmentCapture.Taker each) {
        clock.read();
        int packets = bytes.getInt(base + NUM_PKTS);
        int at = base + bytes.getInt(base + FIRST_PKT);
        for (int i = 0; i < packets; i++) {
            packet(at, each);
            at += bytes.getInt(at);
        }
        return packets;
    }

    private void packet(int header, SegmentCapture.Taker each) {
        int net = header + Short.toUnsignedInt(bytes.getShort(header + 26));
        int link = net - header - Short.toUnsignedInt(bytes.getShort(header + 24));
        int kept = bytes.getInt(header + 12) - link;
        int whole = bytes.getInt(header + 16) - link;
        int tcp = tcp(net, kept);
        if (tcp < 0) {
            return;
        }
        int headers = tcp + (bytes.get(tcp + 12) >> 4 & 15) * 4 - net;
        int flags = bytes.get(tcp + 13);
        long t = clock.monotonic(bytes.getInt(header + 4), bytes.getInt(header + 8));
        if (each.wants(flow(net, tcp), network(tcp + 4), flags & 0xff, Math.max(0, whole - headers), t)) {
            Bytes packet = Bytes.of(bytes, net, Math.min(kept, SegmentCapture.KEPT_BYTES));
            TcpPacket.parse(packet, whole).ifPresent(read -> each.segment(t, segment(read, packet)));
        }
    }

    /** Where the TCP header begins; -1 where this is none, or is cut. */
    private int tcp(int net, int kept) {
        if (kept < 1) {
            return -1;
        }
        boolean v6 = (bytes.get(net) >> 4 & 15) == 6;
        int length = v6 ? 40 : (bytes.get(net) & 15) * 4;
        boolean whole = length >= 20 && kept >= length + TCP_HEADER;
        return whole && bytes.get(net + (v6 ? 6 : 9)) == TCP ? net + length : -1;
    }

    /** A number for a connection in one direction, mixed from addresses and ports (an FNV-1a by words). */
    private long flow(int net, int tcp) {
        boolean v6 = (bytes.get(net) >> 4 & 15) == 6;
        long mixed = 0xcbf29ce484222325L;
        int end = net + (v6 ? 40 : 20);
        for (int at = net + (v6 ? 8 : 12); at < end; at += 4) {
            mixed = (mixed ^ bytes.getInt(at)) * 0x100000001b3L;
        }
        return (mixed ^ bytes.getInt(tcp)) * 0x100000001b3L;
    }

    private int network(int at) {
        int number = bytes.getInt(at);
        return bytes.order() == ByteOrder.BIG_ENDIAN ? number : Integer.reverseBytes(number);
    }

    private static Event.Segment segment(TcpPacket read, Bytes packet) {
        Endpoint from = read.from();
        return new Event.Segment(
                from,
                read.to(),
                read.flags(),
                read.seqno(),
                read.ackno(),
                read.window(),
                read.options(),
                read.length(),
                packet,
                "capture",
                "delivered");
    }
}
