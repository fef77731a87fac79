package org.socketlab.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The kernel's {@code struct tcp_info} (include/uapi/linux/tcp.h), kept as its bytes and read by the kernel's names.
 *
 * <p>The structure grows with kernels, so a field may be absent: each getter looks whether the bytes reach that far.
 */
public record TcpInfo(Bytes raw) {
    /** No tcp_info: not a TCP connection, or not reported. */
    public static final TcpInfo NONE = new TcpInfo(Bytes.NONE);

    /** A field by the kernel's own name with its place in the structure. */
    public enum Field {
        tcpi_state(0, 1),
        tcpi_ca_state(1, 1),
        tcpi_retransmits(2, 1),
        tcpi_probes(3, 1),
        tcpi_backoff(4, 1),
        tcpi_options(5, 1),
        tcpi_rto(8, 4),
        tcpi_ato(12, 4),
        tcpi_snd_mss(16, 4),
        tcpi_rcv_mss(20, 4),
        tcpi_unacked(24, 4),
        tcpi_sacked(28, 4),
        tcpi_lost(32, 4),
        tcpi_retrans(36, 4),
        tcpi_last_data_sent(44, 4),
        tcpi_last_data_recv(52, 4),
        tcpi_last_ack_recv(56, 4),
        tcpi_pmtu(60, 4),
        tcpi_rcv_ssthresh(64, 4),
        tcpi_rtt(68, 4),
        tcpi_rttvar(72, 4),
        tcpi_snd_ssthresh(76, 4),
        tcpi_snd_cwnd(80, 4),
        tcpi_advmss(84, 4),
        tcpi_total_retrans(100, 4),
        tcpi_bytes_acked(120, 8),
        tcpi_bytes_received(128, 8),
        tcpi_segs_out(136, 4),
        tcpi_segs_in(140, 4),
        tcpi_notsent_bytes(144, 4),
        tcpi_min_rtt(148, 4),
        tcpi_data_segs_in(152, 4),
        tcpi_data_segs_out(156, 4),
        tcpi_bytes_sent(200, 8),
        tcpi_bytes_retrans(208, 8),
        tcpi_snd_wnd(228, 4),
        tcpi_rcv_wnd(232, 4);

        private final int offset;
        private final int size;

        Field(int offset, int size) {
            this.offset = offset;
            this.size = size;
        }
    }

    /** The field's value, empty where the kernel's structure ends before it. */
    public OptionalLong get(Field field) {
        if (raw.length() < field.offset + field.size) {
            return OptionalLong.empty();
        }
        long value = 0;
        for (int i = field.size - 1; i >= 0; i--) { // host order; every platform we run on is little-endian
            value = value << 8 | raw.at(field.offset + i);
        }
        return OptionalLong.of(value);
    }

    /** All fields that the kernel gave, in the structure's order. */
    public Map<String, Long> fields() {
        Map<String, Long> fields = new LinkedHashMap<>();
        for (Field field : Field.values()) {
            get(field).ifPresent(value -> fields.put(field.name(), value));
        }
        return fields;
    }

    /** The structure with these fields and zero elsewhere; names it does not know are passed over. */
    public static TcpInfo of(Map<String, Long> fields) {
        int end = 0;
        for (Field field : Field.values()) {
            end = fields.containsKey(field.name()) ? Math.max(end, field.offset + field.size) : end;
        }
        ByteBuffer bytes = ByteBuffer.allocate(end).order(ByteOrder.LITTLE_ENDIAN);
        for (Field field : Field.values()) {
            Long value = fields.get(field.name());
            if (value != null) {
                put(bytes, field, value);
            }
        }
        return end == 0 ? NONE : new TcpInfo(Bytes.of(bytes.array()));
    }

    private static void put(ByteBuffer bytes, Field field, long value) {
        switch (field.size) {
            case 1 -> bytes.put(field.offset, (byte) value);
            case 4 -> bytes.putInt(field.offset, (int) value);
            default -> bytes.putLong(field.offset, value);
        }
    }

    public boolean isEmpty() {
        return raw.length() == 0;
    }

    /** Equal where all that can be named is equal: a newer kernel's bytes beyond that are not compared. */
    @Override
    public boolean equals(Object other) {
        return other instanceof TcpInfo(Bytes bytes)
                && (raw.equals(bytes) || fields().equals(new TcpInfo(bytes).fields()));
    }

    @Override
    public int hashCode() {
        return fields().hashCode();
    }
}
