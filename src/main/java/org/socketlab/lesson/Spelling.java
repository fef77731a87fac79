package org.socketlab.lesson;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.socketlab.model.Bytes;

/** Text in quotes, as a lesson has it: {@code "ping\n"}, with C's escapes {@code \n \r \t \" \\ \xHH}. */
final class Spelling {
    /** Matches such a text; its one group is what stands between the quotes. */
    static final String QUOTED = "\"((?:[^\"\\\\]|\\\\.)*)\"";

    private Spelling() {}

    static Bytes bytes(Line line, String inQuotes) throws LessonRefused {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int at = 0;
        while (at < inQuotes.length()) {
            int letter = inQuotes.codePointAt(at);
            at += Character.charCount(letter);
            if (letter != '\\') {
                bytes.writeBytes(Character.toString(letter).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            char escape = inQuotes.charAt(at++);
            switch (escape) {
                case 'n' -> bytes.write('\n');
                case 'r' -> bytes.write('\r');
                case 't' -> bytes.write('\t');
                case '"', '\\' -> bytes.write(escape);
                case 'x' -> {
                    bytes.write(hex(line, inQuotes, at));
                    at += 2;
                }
                default -> throw line.refused("lesson.escape", "\\" + escape);
            }
        }
        return Bytes.of(bytes.toByteArray());
    }

    private static int hex(Line line, String text, int at) throws LessonRefused {
        String digits = text.substring(at, Math.min(text.length(), at + 2));
        if (!digits.matches("[0-9A-Fa-f]{2}")) {
            throw line.refused("lesson.escape", "\\x" + digits);
        }
        return Integer.parseInt(digits, 16);
    }
}
