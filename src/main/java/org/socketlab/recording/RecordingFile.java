package org.socketlab.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.socketlab.model.Because;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState;
import org.socketlab.model.Refusal;
import org.socketlab.model.Saying;
import org.socketlab.trace.Archive;
import org.socketlab.trace.History;

/**
 * A recording that is open: every line was checked once, and its facts stay in the file, to be read from there whenever
 * somebody looks at them. Any thread reads. The file stays open, so that it may be moved or deleted meanwhile.
 */
public final class RecordingFile implements AutoCloseable {
    /** The reason of the gap that stands for a fact whose line is no longer what was checked. */
    private static final String CHANGED = "recording-changed";

    private static final long AT_ONCE = 4 << 20; // bytes

    private final FileChannel channel;
    private final RecordingReader reader;
    private final Archive archive;
    private final Offsets offsets;
    private final List<Saying> notices;

    private RecordingFile(Path path, FileChannel channel) throws RecordingRefused {
        this.channel = channel;
        reader = RecordingReader.of(path.toString(), Channels.newInputStream(channel));
        archive = new Archive(reader.base(), this::read);
        offsets = new Offsets(archive.firstSeq());
        load(path);
        notices = reader.notices();
    }

    /** Opens a recording, plain or gzip, and checks all of it; takes as long as that. */
    public static RecordingFile open(Path path) throws RecordingRefused {
        FileChannel channel = PlainFile.open(path);
        try {
            return new RecordingFile(path, channel);
        } catch (RecordingRefused | RuntimeException | Error e) {
            close(channel);
            throw e;
        }
    }

    private void load(Path path) throws RecordingRefused {
        try {
            for (Optional<Fact> fact = reader.next(); fact.isPresent(); fact = reader.next()) {
                offsets.add(reader.at(), reader.length());
                Crowd.check(archive.add(fact.get(), reader.length()), path, reader.line());
            }
        } catch (OutOfMemoryError e) {
            throw new RecordingRefused(Refusal.of("recording.memory", "", path, reader.line()));
        }
    }

    public Header header() {
        return reader.header();
    }

    public History history() {
        return archive;
    }

    /** The state after the last fact. */
    public LabState last() {
        return archive.last();
    }

    /** What was noticed and did not hinder reading: a torn last line. */
    public List<Saying> notices() {
        return notices;
    }

    private List<Fact> read(long from, long upTo) {
        List<Fact> facts = new ArrayList<>((int) Math.min(upTo - from + 1, 1 << 16));
        for (long seq = from; seq <= upTo; ) {
            long last = seq;
            while (last < upTo && offsets.end(last + 1) - offsets.at(seq) <= AT_ONCE) {
                last++;
            }
            read(seq, last, facts);
            seq = last + 1;
        }
        return facts;
    }

    private void read(long from, long upTo, List<Fact> facts) {
        long start = offsets.at(from);
        byte[] bytes = bytes(start, (int) (offsets.end(upTo) - start));
        for (long seq = from; seq <= upTo; seq++) {
            int at = (int) (offsets.at(seq) - start);
            facts.add(fact(seq, bytes, at, (int) (offsets.end(seq) - offsets.at(seq))));
        }
    }

    private static Fact fact(long seq, byte[] bytes, int at, int length) {
        try {
            Fact fact = FactLine.read(bytes, at, length);
            if (fact.seq() == seq) {
                return fact;
            }
        } catch (Malformed e) {
            // it was well formed when it was checked: somebody writes to the file
        }
        return new Fact(seq, 0, Evidence.OBSERVED, Because.OBSERVED, new Event.Gap(1, CHANGED, 0, 0));
    }

    /** Those bytes of the file; zeros where it has become shorter or cannot be read, which is no fact's line. */
    private byte[] bytes(long at, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        try {
            while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) >= 0) {}
        } catch (IOException e) {
            return new byte[length];
        }
        return bytes.array();
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // the kernel has taken the descriptor back all the same (close(2)), and nothing was written
        }
    }

    @Override
    public void close() {
        close(channel);
    }
}
