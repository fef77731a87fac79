package org.socketlab.recording;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState;
import org.socketlab.trace.History;

/** Writes facts as lines: to a file, or to whoever listens at the other end of a stream. One thread at a time. */
public final class RecordingWriter implements AutoCloseable {
    static final String SETTLED = "settled";

    private static final int AT_ONCE = 4_096; // facts

    private final OutputStream out;

    /**
     * Writes the header, and the base where the first fact is not 1.
     *
     * @param base the state before the first fact
     * @param out closed with this
     */
    public RecordingWriter(OutputStream out, Instant started, Host host, LabState base) throws IOException {
        this.out = new BufferedOutputStream(out);
        long first = base.seq() + 1;
        line(new Header(started, host, first).line());
        if (first > 1) {
            line(StateWriter.line(base));
        }
    }

    public void write(Fact fact) throws IOException {
        line(FactJson.line(fact));
    }

    /** Writes what a stream carries and a file does not, too. */
    public void write(Told told) throws IOException {
        switch (told) {
            case Told.Learnt(Fact fact) -> write(fact);
            case Told.Anew(LabState base) -> line(StateWriter.line(base));
            case Told.Settled(long number) ->
                line(Json.line(json -> {
                    json.writeStringField("kind", SETTLED);
                    json.writeNumberField("number", number);
                }));
        }
    }

    private void line(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }

    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    /**
     * Saves all facts that the history keeps now. The file is of mode 0600 and takes its name only when it is whole.
     *
     * @throws IOException also where the history dropped facts faster than they could be written
     */
    public static void save(Path path, Instant started, Host host, History history) throws IOException {
        Path part = path.resolveSibling(
                path.getFileName() + ".part" + ProcessHandle.current().pid());
        try {
            LabState base = history.stateAt(history.firstSeq() - 1);
            try (RecordingWriter writer =
                    new RecordingWriter(Channels.newOutputStream(PrivateFiles.create(part)), started, host, base)) {
                writer.writeAll(history, base.seq());
            }
            Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void writeAll(History history, long before) throws IOException {
        long last = history.lastSeq();
        long written = before;
        while (written < last) {
            List<Fact> facts = history.between(written, Math.min(last, written + AT_ONCE));
            if (facts.isEmpty() || facts.getFirst().seq() != written + 1) {
                throw new IOException("fact " + (written + 1) + " is no longer kept");
            }
            for (Fact fact : facts) {
                write(fact);
            }
            written = facts.getLast().seq();
        }
    }
}
