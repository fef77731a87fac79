package org.socketlab.server;

import java.nio.ByteBuffer;

/**
 * The white space that a request is stripped of: Unicode's White_Space property (PropList.txt), spelled in UTF-8.
 *
 * <pre>
 *   09-0D 20                          tab, LF, VT, FF, CR, space
 *   C2 85            C2 A0            U+0085, U+00A0
 *   E1 9A 80                          U+1680
 *   E2 80 80-8A      E2 80 A8-A9      U+2000-U+200A, U+2028, U+2029
 *   E2 80 AF         E2 81 9F         U+202F, U+205F
 *   E3 80 80                          U+3000
 * </pre>
 *
 * <p>A sequence is known by its first byte, so none can end inside another and looking from the back is unambiguous.
 */
final class WhiteSpace {
    private WhiteSpace() {}

    /** The first index in {@code from} to {@code to} that is no white space, {@code to} where all of it is. */
    static int skip(ByteBuffer bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int length = startingAt(bytes, at, to);
            if (length == 0) {
                break;
            }
            at += length;
        }
        return at;
    }

    /** The index after the last that is no white space, {@code from} where all of it is. */
    static int skipBack(ByteBuffer bytes, int from, int to) {
        int end = to;
        while (end > from) {
            int length = endingAt(bytes, from, end);
            if (length == 0) {
                break;
            }
            end -= length;
        }
        return end;
    }

    private static int startingAt(ByteBuffer bytes, int at, int to) {
        byte first = bytes.get(at);
        if (first >= 0) {
            return ascii(first) ? 1 : 0;
        }
        if (at + 1 < to && pair(first, bytes.get(at + 1))) {
            return 2;
        }
        return at + 2 < to && triple(first, bytes.get(at + 1), bytes.get(at + 2)) ? 3 : 0;
    }

    private static int endingAt(ByteBuffer bytes, int from, int end) {
        byte last = bytes.get(end - 1);
        if (last >= 0) {
            return ascii(last) ? 1 : 0;
        }
        if (end - 2 >= from && pair(bytes.get(end - 2), last)) {
            return 2;
        }
        return end - 3 >= from && triple(bytes.get(end - 3), bytes.get(end - 2), last) ? 3 : 0;
    }

    private static boolean ascii(byte b) {
        return b == ' ' || b >= 0x09 && b <= 0x0d;
    }

    private static boolean pair(byte first, byte second) {
        return first == (byte) 0xc2 && (second == (byte) 0x85 || second == (byte) 0xa0);
    }

    private static boolean triple(byte first, byte second, byte third) {
        int last = third & 0xff;
        return switch (first & 0xff) {
            case 0xe1 -> second == (byte) 0x9a && last == 0x80;
            case 0xe2 ->
                second == (byte) 0x80
                        ? last >= 0x80 && last <= 0x8a || last == 0xa8 || last == 0xa9 || last == 0xaf
                        : second == (byte) 0x81 && last == 0x9f;
            case 0xe3 -> second == (byte) 0x80 && last == 0x80;
            default -> false;
        };
    }
}
