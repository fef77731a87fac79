package org.socketlab.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.socketlab.model.Command;
import org.socketlab.model.Refusal;
import org.socketlab.model.Saying;
import org.socketlab.recording.Header;
import org.socketlab.recording.RecordingFile;
import org.socketlab.recording.RecordingRefused;
import org.socketlab.recording.RecordingWriter;
import org.socketlab.trace.History;
import org.socketlab.trace.Moment;

/** A lab that was: what a recording tells, at its last moment. Nothing more happens in it, and nothing in it is run. */
public final class ReplayLab implements Lab {
    private final RecordingFile recording;
    private final Moment moment;
    private volatile Consumer<Refusal> refused = _ -> {};

    private ReplayLab(RecordingFile recording, Moment moment) {
        this.recording = recording;
        this.moment = moment;
    }

    /** Opens a recording; takes as long as reading all of it does. */
    public static ReplayLab open(Path path) throws RecordingRefused {
        RecordingFile recording = RecordingFile.open(path);
        return new ReplayLab(recording, new Moment(recording.last(), recording.history().lastSeq()));
    }

    /** The same recording at an earlier moment, that after the fact {@code seq}; closed with this one. */
    public ReplayLab at(long seq) {
        return new ReplayLab(recording, new Moment(recording.history().stateAt(seq), seq));
    }

    /** Who hears the one sentence that answers every command. On the thread that submits. */
    public void onRefused(Consumer<Refusal> listener) {
        refused = listener;
    }

    /** Refuses: a recording is past. */
    @Override
    public void submit(Command command, String by) {
        refused.accept(Refusal.of("replay.past", ""));
    }

    @Override
    public Moment now() {
        return moment;
    }

    @Override
    public History history() {
        return recording.history();
    }

    @Override
    public boolean past() {
        return true;
    }

    /** Nothing will be published; that which is there already is read by {@link #now}. */
    @Override
    public void onPublished(Runnable listener) {}

    /** When and where it was recorded. */
    public Header header() {
        return recording.header();
    }

    /** When the lab's clock stood at 0. */
    public Instant started() {
        return header().started();
    }

    /** What was noticed while it was read: a torn last line. */
    public List<Saying> notices() {
        return recording.notices();
    }

    /** Saves all of it as a recording, plain and of mode 0600. Any thread; takes as long as the disk does. */
    public void save(Path path) throws IOException {
        RecordingWriter.save(path, started(), header().host(), history());
    }

    @Override
    public void close() {
        recording.close();
    }
}
