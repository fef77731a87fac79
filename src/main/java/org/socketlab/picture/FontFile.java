package org.socketlab.picture;

import java.nio.ByteBuffer;

/**
 * As much of a TrueType or OpenType file as tells how wide a character is: {@code character → cmap → glyph → hmtx →
 * advance}. Immutable; any thread may ask. Source: the OpenType specification 1.9, chapters head, hhea, cmap and hmtx.
 *
 * <pre>
 * file   version:4 tables:2 …:6 │ tag:4 checksum:4 offset:4 length:4 │ (one such record a table)
 * cmap   version:2 subtables:2  │ platform:2 encoding:2 offset:4     │ (one such record a subtable)
 *        format 4: 4:2 length:2 language:2 2·segments:2 …:6
 *                  end:2[segments] pad:2 start:2[segments] delta:2[segments] rangeOffset:2[segments] glyphs:2[]
 * hmtx   advance:2 bearing:2 (numberOfHMetrics times), then bearings only: the last advance goes on
 * </pre>
 */
final class FontFile {
    private static final int TRUE_TYPE = 0x00010000;
    private static final int OPEN_TYPE = 0x4F54544F; // "OTTO": outlines in a table CFF
    private static final int UNICODE_BMP_FORMAT = 4;

    private final ByteBuffer bytes;
    private final int unitsPerEm;
    private final int advances;
    private final int hmtx;
    private final int segments;
    private final int cmap;

    /**
     * Reads where things are.
     *
     * @throws IllegalArgumentException when the bytes are no such font, are cut, or map no Basic Multilingual Plane
     */
    FontFile(byte[] font) {
        bytes = ByteBuffer.wrap(font).asReadOnlyBuffer();
        try {
            unitsPerEm = u16(table("head", 20) + 18);
            advances = u16(table("hhea", 36) + 34);
            hmtx = table("hmtx", 4 * advances);
            cmap = bmpSubtable(table("cmap", 4));
            segments = u16(cmap + 6) / 2;
            if (unitsPerEm == 0 || advances == 0) {
                throw new IllegalArgumentException("a font whose em or whose list of advances is empty");
            }
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("a font file that ends before its tables do", e);
        }
    }

    /** Tells how far the pen moves for this code point, in em; negative when the font has no glyph for it. */
    float advance(int codePoint) {
        int glyph = glyph(codePoint);
        if (glyph == 0) {
            return -1;
        }
        return (float) u16(hmtx + 4 * Math.min(glyph, advances - 1)) / unitsPerEm;
    }

    private int glyph(int codePoint) {
        if (codePoint > Character.MAX_VALUE) {
            return 0;
        }
        int ends = cmap + 14;
        int starts = ends + 2 * segments + 2;
        int low = 0;
        int high = segments - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (u16(ends + 2 * middle) < codePoint) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        int start = u16(starts + 2 * low);
        if (codePoint < start || codePoint > u16(ends + 2 * low)) {
            return 0;
        }
        int delta = u16(starts + 2 * (segments + low));
        int rangeAt = starts + 2 * (2 * segments + low);
        int range = u16(rangeAt);
        if (range == 0) {
            return codePoint + delta & 0xFFFF;
        }
        int glyph = u16(rangeAt + range + 2 * (codePoint - start));
        return glyph == 0 ? 0 : glyph + delta & 0xFFFF;
    }

    /** Finds a table that has at least {@code least} bytes and lies within the file. */
    private int table(String tag, int least) {
        int version = bytes.getInt(0);
        if (version != TRUE_TYPE && version != OPEN_TYPE) {
            throw new IllegalArgumentException("no font file: it begins with neither version that fonts begin with");
        }
        int count = u16(4);
        for (int i = 0; i < count; i++) {
            int at = 12 + 16 * i;
            if (tag.equals(tag(at))) {
                int offset = bytes.getInt(at + 8);
                int length = bytes.getInt(at + 12);
                if (offset < 0 || length < least || offset > bytes.limit() - length) {
                    throw new IllegalArgumentException("a font file that is cut within its table " + tag);
                }
                return offset;
            }
        }
        throw new IllegalArgumentException("a font without its table " + tag);
    }

    private int bmpSubtable(int table) {
        int count = u16(table + 2);
        for (int i = 0; i < count; i++) {
            int at = table + bytes.getInt(table + 4 + 8 * i + 4);
            if (u16(at) == UNICODE_BMP_FORMAT) {
                return at;
            }
        }
        throw new IllegalArgumentException("a font whose cmap has no format 4");
    }

    private String tag(int at) {
        char[] letters = new char[4];
        for (int i = 0; i < letters.length; i++) {
            letters[i] = (char) (bytes.get(at + i) & 0xFF);
        }
        return new String(letters);
    }

    private int u16(int at) {
        return bytes.getShort(at) & 0xFFFF;
    }
}
