package org.socketlab.recording;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import org.socketlab.model.Refusal;

/** A recording's bytes as a file that can be read anywhere: the file itself, or where that is gzip, a copy of ours. */
final class PlainFile {
    /** How much a compressed recording may unpack to, bytes. */
    private static final long MOST_UNPACKED = 2L << 30;

    private PlainFile() {}

    /** The channel stands at the first byte. */
    static FileChannel open(Path path) throws RecordingRefused {
        try {
            if (!Files.exists(path)) {
                throw new NoSuchFileException(path.toString());
            }
            if (!Files.isRegularFile(path)) { // to open a pipe would wait for whoever writes to it
                throw new RecordingRefused(Refusal.of("recording.no-file", "", path));
            }
            FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
            if (!gzip(file)) {
                return file;
            }
            try (file) {
                return unpacked(path, file);
            }
        } catch (NoSuchFileException e) {
            throw new RecordingRefused(Refusal.of("recording.absent", "ENOENT", path));
        } catch (IOException e) {
            throw new RecordingRefused(Refusal.of("recording.unreadable", "", path, e));
        }
    }

    private static boolean gzip(FileChannel file) throws IOException {
        ByteBuffer magic = ByteBuffer.allocate(2);
        file.read(magic, 0);
        return magic.getShort(0) == 0x1f8b; // RFC 1952, 2.3.1
    }

    /** Unpacked into a file of ours first, so that its size is known and bounded before anything is read from it. */
    private static FileChannel unpacked(Path path, FileChannel file) throws IOException, RecordingRefused {
        FileChannel copy = PrivateFiles.nameless();
        try (GZIPInputStream packed = new GZIPInputStream(Channels.newInputStream(file))) {
            byte[] buffer = new byte[1 << 16];
            long sum = 0;
            for (int count = packed.read(buffer); count >= 0; count = packed.read(buffer)) {
                sum += count;
                if (sum > MOST_UNPACKED) {
                    throw new RecordingRefused(Refusal.of("recording.huge", "", path, MOST_UNPACKED >> 30));
                }
                ByteBuffer left = ByteBuffer.wrap(buffer, 0, count);
                while (left.hasRemaining()) {
                    copy.write(left);
                }
            }
        } catch (EOFException cut) {
            // what was there counts; its last line is torn, and said to be
        } catch (IOException | RecordingRefused | RuntimeException e) {
            copy.close();
            throw e;
        }
        return copy.position(0);
    }
}
