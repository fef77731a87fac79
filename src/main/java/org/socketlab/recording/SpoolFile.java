package org.socketlab.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState;
import org.socketlab.trace.Spool;

/**
 * Facts that memory has no room for, as lines in nameless files of mode 0600.
 *
 * <p>Several files, so that the oldest can go when all together reach their bound. A state is written now and then
 * between the facts: as often as it costs little beside them.
 */
public final class SpoolFile implements Spool {
    private static final long FILE_BYTES = 32L << 20;
    private static final int FILES = 8;
    private static final int STATE_SHARE = 4;

    private final long fileBytes;
    private final int mostFiles;
    private final ConcurrentSkipListMap<Long, Part> parts = new ConcurrentSkipListMap<>();
    private final List<Segment> files = new ArrayList<>(); // the writer's alone
    private long factsSinceState = Long.MAX_VALUE / 2;

    /** One file; {@code size} is the writer's alone. */
    private static final class Segment {
        final FileChannel channel;
        long size;

        Segment(FileChannel channel) {
            this.channel = channel;
        }
    }

    /** Where a run of facts stands: at {@code at} the state before them, where {@code state}, and then they. */
    private record Part(long first, long last, FileChannel channel, long at, int length, boolean state) {}

    public SpoolFile() {
        this(FILE_BYTES, FILES);
    }

    SpoolFile(long fileBytes, int mostFiles) {
        this.fileBytes = fileBytes;
        this.mostFiles = mostFiles;
    }

    @Override
    public void add(LabState base, List<Fact> facts) throws IOException {
        if (facts.isEmpty()) {
            return;
        }
        Segment file = room();
        boolean state = file.size == 0 || factsSinceState > (long) STATE_SHARE * weight(base);
        StringBuilder text = new StringBuilder();
        if (state) {
            text.append(StateWriter.line(base)).append('\n');
            factsSinceState = 0;
        }
        for (Fact fact : facts) {
            text.append(FactJson.line(fact)).append('\n');
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer left = ByteBuffer.wrap(bytes);
        long at = file.size;
        while (left.hasRemaining()) {
            file.size += file.channel.write(left, file.size);
        }
        factsSinceState += facts.size();
        long first = facts.getFirst().seq();
        parts.put(first, new Part(first, facts.getLast().seq(), file.channel, at, bytes.length, state));
    }

    private static long weight(LabState state) {
        return state.sockets().size()
                + state.departed().size()
                + state.processes().values().stream()
                        .mapToLong(process -> process.fds().size())
                        .sum();
    }

    private Segment room() throws IOException {
        if (files.isEmpty() || files.getLast().size >= fileBytes) {
            if (files.size() == mostFiles) {
                drop(files.removeFirst());
            }
            files.add(new Segment(PrivateFiles.nameless()));
        }
        return files.getLast();
    }

    private void drop(Segment file) throws IOException {
        parts.values().removeIf(part -> part.channel == file.channel);
        file.channel.close();
    }

    @Override
    public long firstSeq() {
        Map.Entry<Long, Part> first = parts.firstEntry();
        return first == null ? Long.MAX_VALUE : first.getKey();
    }

    @Override
    public List<Fact> read(long from, long upTo) {
        List<Fact> facts = new ArrayList<>();
        Long start = parts.floorKey(from);
        for (Part part : parts.tailMap(start == null ? from : start).values()) {
            if (part.first > upTo) {
                break;
            }
            if (part.last < from) {
                continue;
            }
            if (!facts.isEmpty() && part.first != facts.getLast().seq() + 1) {
                facts.clear(); // what lay between has just been dropped: only what is whole up to the end counts
            }
            for (Fields line : lines(part)) {
                readFact(line)
                        .filter(fact -> fact.seq() >= from && fact.seq() <= upTo)
                        .ifPresent(facts::add);
            }
        }
        return facts;
    }

    private static Optional<Fact> readFact(Fields line) {
        try {
            return StateReader.isBase(line) ? Optional.empty() : Optional.of(FactJson.read(line));
        } catch (Malformed e) {
            throw new IllegalStateException("the spool's own line is not as it was written", e);
        }
    }

    /** The lines of a part, none where it was dropped meanwhile. */
    private static List<Fields> lines(Part part) {
        ByteBuffer bytes = ByteBuffer.allocate(part.length);
        try {
            while (bytes.hasRemaining()) {
                if (part.channel.read(bytes, part.at + bytes.position()) < 0) {
                    return List.of();
                }
            }
            List<Fields> fields = new ArrayList<>();
            int start = 0;
            for (int end = 0; end < part.length; end++) {
                if (bytes.get(end) == '\n') {
                    fields.add(Json.parse(bytes.array(), start, end - start));
                    start = end + 1;
                }
            }
            return fields;
        } catch (IOException dropped) {
            return List.of();
        } catch (Malformed e) {
            throw new IllegalStateException("the spool's own line is not as it was written", e);
        }
    }

    @Override
    public Optional<LabState> base(long seq) {
        Map.Entry<Long, Part> entry = parts.floorEntry(seq + 1);
        while (entry != null && !entry.getValue().state) {
            entry = parts.lowerEntry(entry.getKey());
        }
        if (entry == null) {
            return Optional.empty();
        }
        List<Fields> lines = lines(entry.getValue());
        try {
            return lines.isEmpty() ? Optional.empty() : Optional.of(StateReader.read(lines.getFirst()));
        } catch (Malformed e) {
            throw new IllegalStateException("the spool's own line is not as it was written", e);
        }
    }

    @Override
    public void clear() {
        parts.clear();
        for (Segment file : files) {
            try {
                file.channel.close();
            } catch (IOException e) {
                // the kernel has freed it all the same: close(2) gives the descriptor back in any case
            }
        }
        files.clear();
    }

    @Override
    public void close() {
        clear();
    }
}
