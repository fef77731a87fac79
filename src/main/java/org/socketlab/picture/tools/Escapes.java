package org.socketlab.picture.tools;

import java.nio.charset.StandardCharsets;

/** How lsof shows what is not printable in the C locale, byte by byte (safestrprt() of lsof 4.95). */
final class Escapes {
    private Escapes() {}

    /** A name: spaces stay. */
    static String of(String text) {
        return shown(text, false, Integer.MAX_VALUE);
    }

    /** A process's name, as much of it as fits into so many columns: a space would make two of them. */
    static String command(String text, int columns) {
        return shown(text, true, columns);
    }

    /**
     * How many columns lsof reckons for a process's name. It takes a byte above 7F for negative, so for a control
     * character, and reckons two for it though it prints four.
     */
    static int columns(String command) {
        int columns = 0;
        for (byte b : command.getBytes(StandardCharsets.UTF_8)) {
            columns += b < 0 ? 2 : b == ' ' ? 4 : of(b & 0xff).length();
        }
        return columns;
    }

    /** An escape is never cut. */
    private static String shown(String text, boolean spaceToo, int columns) {
        StringBuilder shown = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            String piece = spaceToo && b == ' ' ? "\\x20" : of(b & 0xff);
            if (shown.length() + piece.length() > columns) {
                break;
            }
            shown.append(piece);
        }
        return shown.toString();
    }

    private static String of(int b) {
        return switch (b) {
            case '\\' -> "\\\\";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> {
                if (b < 0x20) {
                    yield "^" + (char) (b + 0x40);
                }
                yield b < 0x7f ? String.valueOf((char) b) : String.format("\\x%02x", b);
            }
        };
    }
}
