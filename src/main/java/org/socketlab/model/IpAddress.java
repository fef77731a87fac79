package org.socketlab.model;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * An IPv4 or IPv6 address that keeps v4-mapped addresses as they are.
 *
 * <p>{@link InetAddress} silently turns {@code ::ffff:127.0.0.1} into {@code 127.0.0.1}; the lab shows what the kernel
 * holds, so it needs both.
 *
 * @param v6 whether this is an IPv6 address
 * @param high the first eight bytes in network order, 0 for IPv4
 * @param low the last eight bytes in network order; for IPv4 the address in the low 32 bits
 */
public record IpAddress(boolean v6, long high, long low) {
    private static final long MAPPED = 0xffffL << 32;

    public static final IpAddress LOOPBACK_V4 = new IpAddress(false, 0, 0x7f000001L);
    public static final IpAddress LOOPBACK_V6 = new IpAddress(true, 0, 1);
    public static final IpAddress ANY_V4 = new IpAddress(false, 0, 0);
    public static final IpAddress ANY_V6 = new IpAddress(true, 0, 0);

    /** The address of 4 or 16 bytes in network order; throws IllegalArgumentException for another length. */
    public static IpAddress of(byte[] bytes) {
        return switch (bytes.length) {
            case 4 -> new IpAddress(false, 0, bits(bytes, 0, 4));
            case 16 -> new IpAddress(true, bits(bytes, 0, 8), bits(bytes, 8, 8));
            default -> throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + bytes.length);
        };
    }

    private static long bits(byte[] bytes, int from, int count) {
        long bits = 0;
        for (int i = from; i < from + count; i++) {
            bits = bits << 8 | bytes[i] & 0xff;
        }
        return bits;
    }

    /** The address in 4 or 16 bytes, network order. */
    public byte[] bytes() {
        byte[] bytes = new byte[v6 ? 16 : 4];
        for (int i = 0; i < bytes.length; i++) {
            int fromEnd = bytes.length - 1 - i;
            bytes[i] = (byte) (fromEnd < 8 ? low >>> 8 * fromEnd : high >>> 8 * (fromEnd - 8));
        }
        return bytes;
    }

    /** Whether this is an IPv4 address in IPv6 clothes ({@code ::ffff:a.b.c.d}, RFC 4291 2.5.5.2). */
    public boolean mapped() {
        return v6 && high == 0 && (low & 0xffffffff00000000L) == MAPPED;
    }

    /** This address, a v4-mapped one as plain IPv4, so that both ends of a connection compare equal. */
    public IpAddress normal() {
        return mapped() ? new IpAddress(false, 0, low & 0xffffffffL) : this;
    }

    public boolean loopback() {
        IpAddress plain = normal();
        return plain.v6 ? plain.equals(LOOPBACK_V6) : plain.low >>> 24 == 127;
    }

    /** Whether this is the wildcard address, 0.0.0.0 or ::. */
    public boolean any() {
        return high == 0 && low == 0;
    }

    /** The address of a literal such as 127.0.0.1, ::1 or ::ffff:127.0.0.1; names are refused, never looked up. */
    public static IpAddress parse(String literal) {
        boolean colon = literal.indexOf(':') >= 0;
        // four numbers, not the one to three that inet_aton(3) also takes and nobody means
        boolean whole = colon || literal.chars().filter(c -> c == '.').count() == 3;
        if (!whole || !literal.chars().allMatch(c -> allowed(c, colon))) {
            throw new IllegalArgumentException("not an IP address: " + literal);
        }
        try {
            byte[] bytes = InetAddress.ofLiteral(literal).getAddress();
            return colon && bytes.length == 4 ? of(mappedBytes(bytes)) : of(bytes);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not an IP address: " + literal, e);
        }
    }

    private static boolean allowed(int c, boolean v6) {
        return c == '.' || c >= '0' && c <= '9' || v6 && (c == ':' || Character.digit(c, 16) >= 0 && c < 128);
    }

    private static byte[] mappedBytes(byte[] v4) {
        byte[] bytes = Arrays.copyOf(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1}, 16);
        System.arraycopy(v4, 0, bytes, 12, 4);
        return bytes;
    }

    /** A record's own goes through method handles, and tuples are looked up some thousand times a frame. */
    @Override
    public int hashCode() {
        return Long.hashCode(high * 31 + low);
    }

    /** The shortest text as RFC 5952 writes it, without brackets. */
    @Override
    public String toString() {
        if (!v6) {
            return dotted(low);
        }
        return mapped() ? "::ffff:" + dotted(low) : compressed();
    }

    private static String dotted(long bits) {
        return (bits >>> 24 & 255) + "." + (bits >>> 16 & 255) + "." + (bits >>> 8 & 255) + "." + (bits & 255);
    }

    private String compressed() {
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (int) ((i < 4 ? high : low) >>> 16 * (3 - i % 4)) & 0xffff;
        }
        int start = -1;
        int longest = 1; // RFC 5952 4.2.2: one group alone is not compressed
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - i > longest) {
                start = i;
                longest = end - i;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == start) {
                text.append("::");
                i += longest - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }

    /** The same address for the JDK's own calls; a v4-mapped one comes back as IPv4. */
    public InetAddress toInetAddress() {
        try {
            return InetAddress.getByAddress(bytes());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 and 16 bytes are always an address", e);
        }
    }
}
