package org.socketlab.picture.transcript;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Bytes as text that hides nothing: UTF-8 as its characters, all that is none as {@code \xNN}. */
public final class Visible {
    private Visible() {}

    /** The bytes as text; LF and tab stay, other control characters become {@code \xNN}. */
    public static String text(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        StringBuilder text = new StringBuilder(bytes.length);
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            append(text, out.flip());
            out.clear();
            if (!result.isError()) {
                return text.toString();
            }
            for (int i = 0; i < result.length(); i++) {
                escape(text, in.get() & 0xff);
            }
            decoder.reset();
        }
    }

    private static void append(StringBuilder text, CharBuffer chars) {
        while (chars.hasRemaining()) {
            char c = chars.get();
            if (Character.isISOControl(c) && c != '\n' && c != '\t') {
                escape(text, c);
            } else {
                text.append(c);
            }
        }
    }

    private static void escape(StringBuilder text, int octet) {
        text.append(String.format(Locale.ROOT, "\\x%02x", octet));
    }
}
