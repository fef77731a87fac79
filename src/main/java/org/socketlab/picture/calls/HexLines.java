package org.socketlab.picture.calls;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.socketlab.model.Bytes;

/** Bytes as hex and text, eight a line, as {@code hexdump -C} sets them. */
public final class HexLines {
    private static final int A_LINE = 8;

    private HexLines() {}

    /** One text a line: offset, hex, characters; a byte that is no printable ASCII is a dot. */
    public static List<String> of(Bytes bytes) {
        List<String> lines = new ArrayList<>();
        for (int from = 0; from < bytes.length(); from += A_LINE) {
            StringBuilder hex = new StringBuilder();
            StringBuilder text = new StringBuilder();
            for (int i = from; i < from + A_LINE; i++) {
                boolean there = i < bytes.length();
                hex.append(there ? String.format(Locale.ROOT, "%02x ", bytes.at(i)) : "   ");
                if (there) {
                    int octet = bytes.at(i);
                    text.append(octet >= ' ' && octet < 0x7f ? (char) octet : '.');
                }
            }
            lines.add(String.format(Locale.ROOT, "%04x  %s |%s|", from, hex, text));
        }
        return lines;
    }
}
