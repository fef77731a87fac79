package org.socketlab.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.socketlab.model.Event;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState;
import org.socketlab.model.Refusal;
import org.socketlab.trace.Recorder;
import org.socketlab.trace.Ring;
import org.socketlab.trace.Timeline;

/** Records more facts than memory keeps, in a process whose files may not grow; prints what was told of it, and what is left. */
final class FullDisk {
    private static final int ROUNDS = 20;
    private static final int FACTS = 1_000;

    private FullDisk() {}

    public static void main(String[] args) throws IOException {
        Ring ring = new Ring();
        Timeline timeline = new Timeline(LabState.empty(1), 2 * 1_024, 1 << 20, new SpoolFile());
        long heard = 0;
        try (Recorder recorder = new Recorder(ring, timeline, System.nanoTime()).start()) {
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = 0; i < FACTS; i++) {
                    ring.observed(new Event.Log("server:tcp", "line " + i));
                }
                recorder.flush();
                for (Fact fact : timeline.between(heard, recorder.now().seq())) {
                    if (fact.event() instanceof Refusal refusal) {
                        System.out.println(refusal.text(Locale.ENGLISH));
                    }
                }
                heard = recorder.now().seq();
            }
            List<Fact> kept = timeline.between(timeline.firstSeq() - 1, timeline.lastSeq());
            boolean whole = kept.getLast().seq() == heard
                    && kept.size() == heard - timeline.firstSeq() + 1
                    && timeline.stateAt(heard - 1).apply(kept.getLast()).equals(timeline.live());
            System.out.println("recorded " + (heard >= ROUNDS * FACTS) + " whole " + whole);
        }
        try (Stream<Path> fds = Files.list(Path.of("/proc/self/fd"))) {
            System.out.println("left " + fds.filter(FullDisk::spool).count());
        }
    }

    private static boolean spool(Path fd) {
        try {
            return Files.readSymbolicLink(fd).toString().contains("socketlab");
        } catch (IOException gone) {
            return false;
        }
    }
}
