package org.socketlab.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Bytes that never change; equal where their contents are equal. */
public final class Bytes {
    public static final Bytes NONE = new Bytes(new byte[0]);

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /** A copy of the array. */
    public static Bytes of(byte... bytes) {
        return bytes.length == 0 ? NONE : new Bytes(bytes.clone());
    }

    /** A copy of the text in UTF-8. */
    public static Bytes of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A copy of {@code length} bytes of the buffer from the absolute index {@code from}; its position stays. */
    public static Bytes of(ByteBuffer buffer, int from, int length) {
        if (length == 0) {
            return NONE;
        }
        byte[] copy = new byte[length];
        buffer.get(from, copy);
        return new Bytes(copy);
    }

    /** The bytes of a base64 text (RFC 4648); throws IllegalArgumentException for any other. */
    public static Bytes ofBase64(String text) {
        return of(Base64.getDecoder().decode(text));
    }

    public int length() {
        return content.length;
    }

    /** The byte at the index, 0 to 255. */
    public int at(int index) {
        return content[index] & 0xff;
    }

    /** Whether both have the same bytes from the index {@code from} up to before {@code to}, which both reach. */
    public boolean sameBetween(int from, int to, Bytes other) {
        return Arrays.equals(content, from, to, other.content, from, to);
    }

    public byte[] toArray() {
        return content.clone();
    }

    public String toBase64() {
        return Base64.getEncoder().encodeToString(content);
    }

    /** As UTF-8; what is not becomes U+FFFD. */
    public String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return text();
    }
}
