package org.socketlab.recording;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState;
import org.socketlab.model.Refusal;
import org.socketlab.model.Saying;

/**
 * Reads a recording fact by fact: checks every line, trusts none, runs and opens nothing it names. One thread at a time.
 */
public final class RecordingReader implements AutoCloseable {
    private final String name;
    private final Lines lines;
    private final InputStream in;
    private final List<Saying> notices = new ArrayList<>();
    private final Header header;
    private final LabState base;
    private long seq;

    private RecordingReader(String name, InputStream in) throws RecordingRefused, IOException {
        this.name = name;
        this.in = in;
        lines = new Lines(in);
        header = readHeader();
        base = readBase();
        seq = base.seq();
    }

    /** Opens a recording, plain or gzip. */
    public static RecordingReader open(Path path) throws RecordingRefused {
        return of(path.toString(), Channels.newInputStream(PlainFile.open(path)));
    }

    /** Reads the lines of a stream, such as another lab's; closes it with this. */
    public static RecordingReader of(String name, InputStream in) throws RecordingRefused {
        try {
            try {
                return new RecordingReader(name, in);
            } catch (RecordingRefused | IOException | RuntimeException | Error e) {
                in.close();
                throw e;
            }
        } catch (IOException e) {
            throw new RecordingRefused(Refusal.of("recording.unreadable", "", name, e));
        }
    }

    private Header readHeader() throws RecordingRefused, IOException {
        try {
            Fields fields = lines.next() ? lines.fields() : new Fields(Map.of());
            if (!Header.FORMAT.equals(fields.map().get("format"))) {
                throw foreign();
            }
            if (!Long.valueOf(Header.VERSION).equals(fields.map().get("version"))) {
                Object version = fields.map().getOrDefault("version", "?");
                throw new RecordingRefused(Refusal.of("recording.version", "", name, version, Header.VERSION));
            }
            return Header.read(fields);
        } catch (Malformed e) {
            throw e.fault == Malformed.Fault.FIELD ? refused(e) : foreign();
        }
    }

    private RecordingRefused foreign() {
        return new RecordingRefused(Refusal.of("recording.foreign", "", name));
    }

    private LabState readBase() throws RecordingRefused, IOException {
        if (header.first() == 1) {
            return LabState.empty(header.host().pid());
        }
        try {
            Fields fields = lines.next() ? lines.fields() : new Fields(Map.of());
            LabState state = StateReader.isBase(fields) ? StateReader.read(fields) : LabState.empty(0);
            if (state.seq() != header.first() - 1) {
                throw Malformed.field("base");
            }
            return state;
        } catch (Malformed e) {
            throw refused(e);
        }
    }

    public Header header() {
        return header;
    }

    /** The state before the first fact. */
    public LabState base() {
        return base;
    }

    /** The next fact, empty at the end. */
    public Optional<Fact> next() throws RecordingRefused {
        return next(this::fact);
    }

    /** What a lab in another process tells next, empty at the end: a stream goes on where a file would not. */
    public Optional<Told> told() throws RecordingRefused {
        return next(this::told);
    }

    private interface Reading<T> {
        T of(Lines line) throws Malformed;
    }

    private <T> Optional<T> next(Reading<T> reading) throws RecordingRefused {
        try {
            return lines.next() ? Optional.of(reading.of(lines)) : Optional.empty();
        } catch (Malformed e) {
            if (lines.whole() || e.fault == Malformed.Fault.LONG) {
                throw refused(e);
            }
            notices.add(Saying.of("recording.torn", lines.number()));
            return Optional.empty();
        } catch (IOException e) {
            throw new RecordingRefused(Refusal.of("recording.unreadable", "", name, e));
        }
    }

    private Fact fact(Lines line) throws Malformed {
        Fact fact = line.fact();
        if (fact.seq() != seq + 1) {
            throw new Malformed(Malformed.Fault.ORDER, fact.seq() + " after " + seq);
        }
        seq = fact.seq();
        return fact;
    }

    private Told told(Lines lines) throws Malformed {
        Fields line = lines.fields();
        if (StateReader.isBase(line)) {
            LabState anew = StateReader.read(line);
            seq = anew.seq();
            return new Told.Anew(anew);
        }
        return RecordingWriter.SETTLED.equals(line.map().get("kind"))
                ? new Told.Settled(line.number("number"))
                : new Told.Learnt(fact(lines));
    }

    private RecordingRefused refused(Malformed e) {
        return new RecordingRefused(Refusal.of(e.fault.code, "", name, lines.number(), e.what));
    }

    /** Where the line of the last fact begins in the file as it is unpacked, bytes; its length without its end. */
    long at() {
        return lines.at();
    }

    int length() {
        return lines.length();
    }

    /** The number of the line that was read last, from 1. */
    long line() {
        return lines.number();
    }

    /** What was noticed so far and does not hinder reading: a torn last line. */
    public List<Saying> notices() {
        return List.copyOf(notices);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            notices.add(Saying.of("recording.said", e.toString()));
        }
    }
}
