package org.socketlab.recording;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Short texts that were met lately, so that the same one is not made anew from its bytes a million times. A table that
 * forgets: each place keeps the last text that fell on it. Any thread.
 */
final class Words {
    private static final int PLACES = 4_096; // a power of two
    private static final int LONGEST = 64;

    private final AtomicReferenceArray<@Nullable String> places = new AtomicReferenceArray<>(PLACES);

    /** The text of these bytes, which are ASCII. */
    String text(byte[] bytes, int from, int length) {
        if (length > LONGEST) {
            return made(bytes, from, length);
        }
        int hash = 0;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        int place = (hash ^ hash >>> 16) & PLACES - 1;
        String word = places.getPlain(place);
        if (word != null && same(word, bytes, from, length)) {
            return word;
        }
        String text = made(bytes, from, length);
        places.setPlain(place, text); // a String may be passed on so: all its fields are final
        return text;
    }

    private static String made(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }

    private static boolean same(String text, byte[] bytes, int from, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }
}
