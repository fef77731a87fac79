package org.socketlab.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.socketlab.model.Command;
import org.socketlab.model.LabState;
import org.socketlab.model.Refusal;
import org.socketlab.model.Saying;
import org.socketlab.recording.Header;
import org.socketlab.recording.Host;
import org.socketlab.recording.RecordingFile;
import org.socketlab.recording.RecordingRefused;
import org.socketlab.recording.RecordingWriter;
import org.socketlab.trace.Archive;
import org.socketlab.trace.History;
import org.socketlab.trace.Moment;

/** A lab that was: what a recording tells, at its last moment. Nothing more happens in it, and nothing in it is run. */
public final class ReplayLab implements Lab {
    private final Source source;
    private final Moment moment;
    private volatile Consumer<Refusal> refused = _ -> {};

    /** What is shown, and what is closed with it. */
    private record Source(Header header, History history, List<Saying> notices, Runnable closing) {}

    private ReplayLab(Source source, long seq) {
        this.source = source;
        this.moment = new Moment(source.history().stateAt(seq), seq);
    }

    /** Opens a recording; takes as long as reading all of it does. */
    public static ReplayLab open(Path path) throws RecordingRefused {
        RecordingFile file = RecordingFile.open(path);
        Source source = new Source(file.header(), file.history(), file.notices(), file::close);
        return new ReplayLab(source, file.history().lastSeq());
    }

    /** A recording of nothing, in the place of one that cannot be read. */
    public static ReplayLab empty() {
        Header header = new Header(Instant.EPOCH, new Host("", "", -1, "", 0), 1);
        History nothing = new Archive(LabState.empty(0), (_, _) -> List.of());
        return new ReplayLab(new Source(header, nothing, List.of(), () -> {}), 0);
    }

    /** The same recording at an earlier moment, that after the fact {@code seq}; closed with this one. */
    public ReplayLab at(long seq) {
        return new ReplayLab(source, seq);
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
        return source.history();
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
        return source.header();
    }

    /** When the lab's clock stood at 0. */
    public Instant started() {
        return header().started();
    }

    /** What was noticed while it was read: a torn last line. */
    public List<Saying> notices() {
        return source.notices();
    }

    /** Saves all of it as a recording, plain and of mode 0600. Any thread; takes as long as the disk does. */
    public void save(Path path) throws IOException {
        RecordingWriter.save(path, started(), header().host(), history());
    }

    @Override
    public void close() {
        source.closing().run();
    }
}
