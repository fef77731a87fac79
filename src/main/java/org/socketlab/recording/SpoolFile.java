package org.socketlab.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
    private final Recent recent = new Recent();
    private long factsSinceState = Long.MAX_VALUE / 2;

    /** One file; {@code size} is the writer's alone. */
    private static final class Segment {
        final FileChannel channel;
        long size;

        Segment(FileChannel channel) {
            this.channel = channel;
        }
    }

    /** Where a run of facts stands: at {@code at} the state before them, so many bytes of it, and then they. */
    private record Part(long first, long last, FileChannel channel, long at, int state, int length) {}

    /** The parts read last, so that who goes to and fro in time reads each once. Any thread. */
    private static final class Recent extends LinkedHashMap<Part, List<Fact>> {
        private static final int MOST = 16;

        Recent() {
            super(MOST, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Part, List<Fact>> eldest) {
            return size() > MOST;
        }
    }

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
        int stateBytes = text.toString().getBytes(StandardCharsets.UTF_8).length;
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
        parts.put(first, new Part(first, facts.getLast().seq(), file.channel, at, stateBytes, bytes.length));
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
            List<Fact> all = facts(part);
            int begin = Math.clamp(from - part.first, 0, all.size());
            int end = Math.clamp(upTo - part.first + 1, begin, all.size());
            facts.addAll(all.subList(begin, end));
        }
        return facts;
    }

    /** The facts of a part, none where it was dropped meanwhile. */
    private List<Fact> facts(Part part) {
        synchronized (recent) {
            List<Fact> known = recent.get(part);
            if (known != null) {
                return known;
            }
        }
        byte[] bytes = bytes(part, part.state, part.length);
        List<Fact> facts = new ArrayList<>();
        try {
            int start = 0;
            for (int end = 0; end < bytes.length; end++) {
                if (bytes[end] == '\n') {
                    facts.add(FactJson.read(Json.parse(bytes, start, end - start)));
                    start = end + 1;
                }
            }
        } catch (Malformed e) {
            throw new IllegalStateException("the spool's own line is not as it was written", e);
        }
        synchronized (recent) {
            recent.put(part, facts);
        }
        return facts;
    }

    /** The bytes of a part from one place to another, none where it was dropped meanwhile. */
    private static byte[] bytes(Part part, int from, int to) {
        ByteBuffer bytes = ByteBuffer.allocate(to - from);
        try {
            while (bytes.hasRemaining()) {
                if (part.channel.read(bytes, part.at + from + bytes.position()) < 0) {
                    return new byte[0];
                }
            }
            return bytes.array();
        } catch (IOException dropped) {
            return new byte[0];
        }
    }

    @Override
    public Optional<LabState> base(long seq) {
        Map.Entry<Long, Part> entry = parts.floorEntry(seq + 1);
        while (entry != null && entry.getValue().state == 0) {
            entry = parts.lowerEntry(entry.getKey());
        }
        if (entry == null) {
            return Optional.empty();
        }
        byte[] line = bytes(entry.getValue(), 0, entry.getValue().state);
        try {
            return line.length == 0
                    ? Optional.empty()
                    : Optional.of(StateReader.read(Json.parse(line, 0, line.length - 1)));
        } catch (Malformed e) {
            throw new IllegalStateException("the spool's own line is not as it was written", e);
        }
    }

    @Override
    public void clear() {
        parts.clear();
        synchronized (recent) {
            recent.clear();
        }
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
