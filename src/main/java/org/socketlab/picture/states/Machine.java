package org.socketlab.picture.states;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.socketlab.model.Evidence;
import org.socketlab.model.LabState;
import org.socketlab.model.SocketState;
import org.socketlab.model.TcpState;
import org.socketlab.model.UnixState;
import org.socketlab.picture.Act;
import org.socketlab.picture.FontFace;
import org.socketlab.picture.Item;
import org.socketlab.picture.Mark;
import org.socketlab.picture.Numbers;
import org.socketlab.picture.Point;
import org.socketlab.picture.Rect;
import org.socketlab.picture.diagram.HeldBy;
import org.socketlab.picture.diagram.Tones;

/**
 * Draws the states and the ways between them, what the ends went through marked, and the ends as tokens where they stand.
 *
 * <p>A state that somebody saw an end in is outlined solid and bears its full sign (● ■), an inferred one dashed and its
 * hollow one (○ □); where an end stands now its sign has its name beside it. What nobody went through is pale.
 */
record Machine(Page page, Plan plan, LabState state, Subject subject, Map<SocketState, List<Long>> counts) {
    private static final double WORD = 17;
    private static final double SIGNS = 34;
    private static final String CLOCK = "◷";

    void draw() {
        for (Way way : Way.values()) {
            if (way.unix() == subject.unix()) {
                way(way);
            }
        }
        SocketState[] all = subject.unix() ? UnixState.values() : TcpState.values();
        for (SocketState one : all) {
            box(one);
        }
    }

    private void way(Way way) {
        List<Party> went = subject.parties().stream()
                .filter(party -> party.trace().legs().containsKey(way))
                .toList();
        boolean seen = went.stream().anyMatch(party -> leg(party, way).seen());
        List<Long> seqs = merged(went.stream()
                .filter(party -> leg(party, way).seen() == seen)
                .map(party -> leg(party, way).seqs())
                .toList());
        Evidence how = went.isEmpty() || seen ? Evidence.OBSERVED : Evidence.INFERRED;
        String words = page.words().text("states.way." + way.name());
        String hint = way.from().name() + " → " + way.to().name() + ": " + words.replace("\n", " ")
                + (how == Evidence.INFERRED ? " " + page.words().text("states.way.inferred") : "");
        line(way, how, seqs, hint, went.isEmpty() ? "" : "taken");
        StringBuilder signs = new StringBuilder();
        went.forEach(party -> signs.append(party.role().sign(leg(party, way).seen())));
        words(way, words, signs.toString(), how, seqs, hint);
    }

    private static Trace.Leg leg(Party party, Way way) {
        Trace.Leg leg = party.trace().legs().get(way);
        return leg == null ? new Trace.Leg(false, List.of()) : leg;
    }

    private void line(Way way, Evidence how, List<Long> seqs, String hint, String tone) {
        Plan.Line line = plan.line(way);
        List<Point> all = new ArrayList<>(line.corners());
        all.addAll(List.of(line.from(), line.leaving(), line.arriving(), line.to()));
        double x = all.stream().mapToDouble(Point::x).min().orElse(0);
        double y = all.stream().mapToDouble(Point::y).min().orElse(0);
        double right = all.stream().mapToDouble(Point::x).max().orElse(0);
        double bottom = all.stream().mapToDouble(Point::y).max().orElse(0);
        List<Mark> marks = new ArrayList<>();
        if (!line.corners().isEmpty()) {
            marks.add(new Mark.Stroke(
                    line.corners().stream().map(point -> from(point, x, y)).toList(), false, "way", tone, hint));
        }
        marks.add(new Mark.Curve(
                from(line.from(), x, y),
                from(line.leaving(), x, y),
                from(line.arriving(), x, y),
                from(line.to(), x, y),
                true,
                "way",
                tone,
                hint));
        page.add("way " + way, Item.Kind.WAY, new Rect(x, y, right - x, bottom - y), marks, how, seqs, hint);
    }

    private static Point from(Point point, double x, double y) {
        return new Point(point.x() - x, point.y() - y);
    }

    /** The event and what it makes the end do; who went this way stands before it. */
    private void words(Way way, String words, String signs, Evidence how, List<Long> seqs, String hint) {
        List<String> lines = plan.wordy()
                ? List.of((signs.isEmpty() ? words : signs + " " + words).split("\n"))
                : signs.isEmpty() ? List.of() : List.of(signs);
        if (lines.isEmpty()) {
            return;
        }
        double wide = lines.stream()
                .mapToDouble(line -> page.type().width(line, FontFace.UI))
                .max()
                .orElse(0);
        Plan.Place place = plan.words(way);
        double x = place.fromRight() ? place.x() - wide : place.x();
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            double left = place.fromRight() ? wide - page.type().width(line, FontFace.UI) : 0;
            double size = page.type().size(words, FontFace.UI);
            String tone = signs.isEmpty() ? "" : "taken";
            marks.add(new Mark.Label(left, 12 + i * 16, line, FontFace.UI, size, "way-text", tone, hint));
        }
        Rect area = new Rect(x, place.y(), wide, 16 * lines.size());
        page.add("words " + way, Item.Kind.REMARK, area, marks, how, seqs, String.join(" ", lines));
    }

    private void box(SocketState one) {
        Rect area = plan.box(one);
        List<Party> passed = subject.parties().stream()
                .filter(party -> party.trace().visits().containsKey(one))
                .toList();
        List<Party> here =
                subject.parties().stream().filter(party -> party.stands(one)).toList();
        List<Long> counted = counts.getOrDefault(one, List.of());
        boolean seen = passed.isEmpty()
                || passed.stream().anyMatch(party -> visit(party, one).seen());
        Optional<HeldBy> held = here.stream()
                .flatMap(party -> party.held(subject.parties(), state).stream())
                .findFirst();
        List<Long> seqs = new ArrayList<>(merged(passed.stream()
                .map(party -> visit(party, one))
                .filter(visit -> visit.seen() == seen)
                .map(Trace.Visit::seqs)
                .toList()));
        seqs.addAll(counted);
        held.map(HeldBy::seq).ifPresent(seqs::add);
        boolean marked = !passed.isEmpty() || !counted.isEmpty();
        String hint = hint(one, passed, held);
        List<Mark> marks = new ArrayList<>();
        String tone = marked ? Tones.of(one) : "";
        Rect local = new Rect(0, 0, area.width(), area.height());
        marks.add(new Mark.Panel(local, 6, "machine", tone, hint));
        String clock = held.isPresent() ? CLOCK + " " : "";
        String below = counted.isEmpty() ? clock + signs(one, passed, here) : Numbers.grouped(counted.size());
        double size = page.type().size(one.name(), FontFace.MONO_BOLD);
        double wide = page.type().width(one.name(), FontFace.MONO_BOLD);
        double x = Math.max(2, (area.width() - wide) / 2);
        double baseline = below.isEmpty() ? 25 : WORD;
        marks.add(new Mark.Label(
                x, baseline, one.name(), FontFace.MONO_BOLD, size, marked ? "state-text" : "machine-text", tone, hint));
        if (!below.isEmpty()) {
            String style = here.isEmpty() ? "machine-passed" : "machine-token";
            marks.add(centred(below, area.width(), counted.isEmpty() ? style : "machine-token", hint));
        }
        String name = one.name() + (below.isEmpty() ? "" : " " + below) + ". " + hint;
        Evidence how = held.isPresent() ? Evidence.STAGED : seen ? Evidence.OBSERVED : Evidence.INFERRED;
        page.items()
                .add(new Item(
                        "state " + one.name(),
                        Item.Kind.STATE,
                        area,
                        marks,
                        how,
                        seqs,
                        Act.NONE,
                        name,
                        !here.isEmpty()));
    }

    private static Trace.Visit visit(Party party, SocketState state) {
        return party.trace().visits().getOrDefault(state, Trace.Visit.NOBODY);
    }

    private Mark.Label centred(String text, double width, String style, String hint) {
        String shown = page.type().end(text, FontFace.UI, width - 4);
        double x = Math.max(2, (width - page.type().width(shown, FontFace.UI)) / 2);
        return new Mark.Label(x, SIGNS, shown, FontFace.UI, page.type().size(text, FontFace.UI), style, "", hint);
    }

    /** Who stands here, by name, and who went through. */
    private String signs(SocketState one, List<Party> passed, List<Party> here) {
        if (here.size() > 1) {
            StringBuilder both = new StringBuilder();
            here.forEach(party -> both.append(party.role().sign(true)).append(' '));
            return both + page.words().text("states.both") + left(here);
        }
        List<String> parts = new ArrayList<>();
        for (Party party : passed) {
            boolean stands = here.contains(party);
            String sign = party.role().sign(visit(party, one).seen());
            parts.add(stands ? sign + " " + page.words().text(party.role().key()) + left(here) : sign);
        }
        String whole = String.join("  ", parts);
        boolean fits = page.type().width(whole, FontFace.UI) <= plan.boxWidth() - 4;
        return fits || here.isEmpty() ? whole : here.getFirst().role().sign(true) + left(here);
    }

    private String left(List<Party> here) {
        return here.stream()
                .map(party -> party.left(state))
                .filter(OptionalLong::isPresent)
                .map(left -> " " + page.words().text("diagram.box.seconds", (left.getAsLong() + 999) / 1000))
                .findFirst()
                .orElse("");
    }

    private String hint(SocketState one, List<Party> passed, Optional<HeldBy> held) {
        StringBuilder hint = new StringBuilder(page.words().text("state." + one.name()));
        for (Party party : passed) {
            Trace.Visit visit = visit(party, one);
            hint.append('\n')
                    .append(page.words()
                            .text(
                                    "states.who",
                                    party.role().sign(visit.seen()),
                                    page.words().text(party.role().key()),
                                    new Reasons(page.words()).sentence(one, visit)));
        }
        held.ifPresent(by -> hint.append('\n')
                .append(page.words().text("diagram.staged.hint"))
                .append(' ')
                .append(page.words().text(by.because())));
        return hint.toString();
    }

    private static List<Long> merged(Collection<List<Long>> lists) {
        TreeSet<Long> all = new TreeSet<>();
        lists.forEach(all::addAll);
        return List.copyOf(all);
    }
}
