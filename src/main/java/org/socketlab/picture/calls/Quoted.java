package org.socketlab.picture.calls;

import java.util.Locale;
import org.socketlab.model.Bytes;

/** Bytes as a C string, as strace quotes them. */
final class Quoted {
    private Quoted() {}

    /** At most {@code most} bytes between quotes, {@code ...} where there are more. */
    static String of(Bytes bytes, int most) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < Math.min(bytes.length(), most); i++) {
            int octet = bytes.at(i);
            switch (octet) {
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                default -> {
                    if (octet >= ' ' && octet < 0x7f) {
                        text.append((char) octet);
                    } else {
                        text.append(String.format(Locale.ROOT, "\\%o", octet));
                    }
                }
            }
        }
        return text.append('"').append(bytes.length() > most ? "..." : "").toString();
    }
}
