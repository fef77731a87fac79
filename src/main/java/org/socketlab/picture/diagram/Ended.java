package org.socketlab.picture.diagram;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.socketlab.model.Evidence;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.TcpState;
import org.socketlab.picture.Act;
import org.socketlab.picture.FontFace;
import org.socketlab.picture.Item;
import org.socketlab.picture.Mark;
import org.socketlab.picture.Rect;

/**
 * Connections of which only a TIME_WAIT is left: the last few stand by themselves, the older ones share one line.
 *
 * @param older those that share it
 * @param open whether they stand by themselves too, since it was unfolded
 */
record Ended(List<Strand> older, boolean open) {
    /** Under which name the line unfolds. */
    static final String NAME = "ended";

    private static final int MOST = 3;
    private static final double HEIGHT = 30;
    private static final double PAD = 9;
    private static final double STATE = 20;
    /** By how much one has to have ended later to take another's place, ms: timers are read with some ms of error. */
    private static final long LATER = 1_000;

    static Ended of(Sheet sheet, Cast cast, Slots before) {
        List<Strand> ended = cast.strands().stream()
                .filter(Ended::over)
                .filter(strand -> !sheet.lit().wire(strand))
                .sorted(Comparator.comparingLong((Strand strand) -> -forgotten(strand, before))
                        .thenComparing(strand -> -strand.firstSeq()))
                .toList();
        List<Strand> older = ended.subList(Math.min(MOST, ended.size()), ended.size());
        if (older.size() < 2) { // one line for one socket would save nothing
            return new Ended(List.of(), false);
        }
        return new Ended(older, sheet.unfolded(NAME));
    }

    /** Those that do not stand by themselves. */
    Set<Strand> folded() {
        Set<Strand> folded = Collections.newSetFromMap(new IdentityHashMap<>());
        folded.addAll(open ? List.of() : older);
        return folded;
    }

    /** Whether nobody holds it and only its ports are still kept. */
    static boolean over(Strand strand) {
        return strand.ends()
                .allMatch(end -> end.socket().state() == TcpState.TIME_WAIT
                        && end.holds().isEmpty()
                        && end.seen().evidence() == Evidence.OBSERVED);
    }

    /** When the kernel will have forgotten it, ms; the later, the later it ended. */
    private static long forgotten(Strand strand, Slots before) {
        SeenSocket seen = strand.any().seen();
        boolean drawn = before.names().containsKey(seen.socket().id());
        return seen.t() / 1_000_000 + seen.socket().expires().orElse(0) + (drawn ? LATER : 0);
    }

    /** Draws the line, where there is one; returns where it ends. */
    double draw(Sheet sheet, double y) {
        if (older.isEmpty()) {
            return y;
        }
        Frame frame = sheet.frame();
        String state = TcpState.TIME_WAIT.name();
        String words = sheet.text(open ? "diagram.ended.fold" : "diagram.ended", String.valueOf(older.size()));
        String hint = sheet.text("diagram.ended.hint");
        double pill = sheet.type().width(state, FontFace.MONO) + 14;
        double width = frame.rightBox() + frame.box() - frame.leftBox();
        Rect area = new Rect(frame.leftBox(), y, width, HEIGHT);
        List<Mark> marks = new ArrayList<>();
        marks.add(new Mark.Panel(new Rect(0, 0, width, HEIGHT), 6, "box-ending", "closing", hint));
        marks.add(new Mark.Panel(new Rect(PAD - 2, 5, pill, 20), 10, "state", "closing", hint));
        double size = sheet.type().size(state, FontFace.MONO);
        marks.add(new Mark.Label(PAD + 5, STATE - 1, state, FontFace.MONO, size, "state-text", "closing", hint));
        double x = PAD + pill + 8;
        marks.add(sheet.label(x, STATE, words, FontFace.UI, "box-note", width - x - PAD)
                .hinted(hint));
        List<Long> seqs = older.stream()
                .flatMap(Strand::ends)
                .map(end -> end.seen().seq())
                .distinct()
                .sorted()
                .toList();
        Act unfolds = new Act.Fold(NAME);
        String name = state + " " + words;
        sheet.add(new Item(NAME, Item.Kind.BOX, area, marks, Evidence.OBSERVED, seqs, unfolds, name, false));
        return y + HEIGHT;
    }
}
