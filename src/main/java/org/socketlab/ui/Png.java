package org.socketlab.ui;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javafx.scene.image.Image;
import javafx.scene.image.PixelReader;

/**
 * An image as a PNG file (W3C Portable Network Graphics, 2nd edition), so that neither AWT nor javafx.swing is needed.
 *
 * <pre>
 * signature:8 │ length:4 type:4 content crc:4 (IHDR, IDAT, IEND)
 * IHDR  width:4 height:4 depth:1 colour:1 compression:1 filter:1 interlace:1
 * IDAT  zlib of rows: filter:1, then three bytes a pixel
 * </pre>
 */
public final class Png {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte DEPTH = 8;
    private static final byte TRUECOLOUR = 2;
    private static final byte FILTER_UP = 2;
    private static final int CHANNELS = 3;

    private Png() {}

    /** The file's bytes; transparency is dropped. JavaFX thread, as the image's pixels belong to it. */
    public static byte[] of(Image image) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(SIGNATURE);
        ByteBuffer header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(DEPTH)
                .put(TRUECOLOUR)
                .put((byte) 0)
                .put((byte) 0)
                .put((byte) 0);
        chunk(file, "IHDR", header.array());
        chunk(file, "IDAT", deflated(rows(image.getPixelReader(), width, height)));
        chunk(file, "IEND", new byte[0]);
        return file.toByteArray();
    }

    /** Each row as its difference from the one above: a window's picture is mostly the same from row to row. */
    private static byte[] rows(PixelReader pixels, int width, int height) {
        int stride = width * CHANNELS;
        byte[] rows = new byte[height * (stride + 1)];
        byte[] above = new byte[stride];
        byte[] row = new byte[stride];
        for (int y = 0, to = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int argb = pixels.getArgb(x, y);
                row[CHANNELS * x] = (byte) (argb >> 16);
                row[CHANNELS * x + 1] = (byte) (argb >> 8);
                row[CHANNELS * x + 2] = (byte) argb;
            }
            rows[to++] = FILTER_UP;
            for (int i = 0; i < stride; i++) {
                rows[to++] = (byte) (row[i] - above[i]);
            }
            byte[] swapped = above;
            above = row;
            row = swapped;
        }
        return rows;
    }

    private static byte[] deflated(byte[] rows) {
        try (Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION)) {
            deflater.setInput(rows);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[1 << 16];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        }
    }

    private static void chunk(ByteArrayOutputStream file, String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(content);
        file.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        file.writeBytes(name);
        file.writeBytes(content);
        file.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }
}
