package org.socketlab.picture.diagram;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.socketlab.model.LabState.SeenFd;
import org.socketlab.picture.Rect;

/**
 * How deep everything stands.
 *
 * <pre>
 *  folded rows    LISTEN        the lab's listeners
 *  own fd  ─ box ───── box ─ own fd    the lab's consoles, a lane each
 *  ┌ telnet ┐
 *  │ fd ─ box ──────── box ─ own fd    foreign processes, a card each
 *  └────────┘
 *                 box ─ ┌ nc ┐         whoever else listens
 * </pre>
 */
final class Lanes {
    private static final String PID = "pid ";
    private static final double PAD = 8;
    /** A foreign row has no second line: what is folded begins there. */
    private static final double NOTE = 14;

    private final Sheet sheet;
    private final Cast cast;
    private final Map<String, Strand> strands;
    private final Map<String, Double> left = new HashMap<>();
    private final Map<String, Double> right = new HashMap<>();
    private final Map<String, Double> extras = new HashMap<>();
    private final List<Card> cards = new ArrayList<>();
    private final List<PlacedLine> lines = new ArrayList<>();
    private double pairs;
    private double ownLeftEnd;
    private double ownRightEnd;
    private double leftEnd;
    private double rightEnd;
    private double lanesEnd;

    /** A card of another process: the group it stands for and what it covers. */
    private record Card(String group, Rect area, List<Long> seqs) {}

    /** A folded or unfolded line at its place. */
    private record PlacedLine(int pid, FdLine line, boolean right, double y, String owner) {}

    /** One more fd of a process for a socket that another row stands for. */
    private record Extra(End end, Hold hold) {}

    Lanes(Sheet sheet, Cast cast, Slots slots, Map<String, Strand> strands, List<End> ownListeners) {
        this.sheet = sheet;
        this.cast = cast;
        this.strands = strands;
        double y = top(slots, ownListeners);
        pairs = y;
        for (Slots.Group group : slots.groups()) {
            y = leftGroup(group, y);
        }
        lanesEnd = y;
        leftEnd = Math.max(ownLeftEnd, y - (Frame.LANE - Frame.BOX) / 2);
        placeLeftExtras();
        ownRightEnd(ownListeners);
        rightEnd = ownRightEnd;
        rightGroups(slots);
    }

    /** Listeners on the right; on the left, beside them, what is folded. Returns where the lanes of pairs begin. */
    private double top(Slots slots, List<End> ownListeners) {
        for (int i = 0; i < slots.listeners().size(); i++) {
            right.put(slots.listeners().get(i), Frame.LANES + i * Frame.LISTENER);
        }
        int self = sheet.state().self();
        double y = Frame.LANES;
        List<FdLine> folded = FdLine.of(sheet, cast.holds(), self, drawn(self));
        for (FdLine line : folded) {
            lines.add(new PlacedLine(self, line, false, y, "own"));
            y += Frame.LINE + 1;
        }
        double room = Frame.LANES + slots.listeners().size() * Frame.LISTENER;
        return Math.max(room, y + (folded.isEmpty() ? 0 : PAD));
    }

    private double leftGroup(Slots.Group group, double y) {
        boolean own = group.key().equals(Slots.OWN);
        double top = y;
        double lane = own || !group.card() ? top : top + Frame.CARD_GAP + Frame.CARD_HEAD;
        for (String name : group.lanes()) {
            left.put(name, lane);
            right.put(name, lane);
            lane += Frame.LANE;
        }
        if (own) {
            double tail = tail(sheet.state().self(), false, lane - (Frame.LANE - Frame.BOX), "own");
            ownLeftEnd = Math.max(tail + PAD, Frame.LANES + PAD);
            return Math.max(lane, ownLeftEnd);
        }
        if (group.gone() || !group.card()) {
            return lane;
        }
        double end = laneEnd(lane);
        double tail = pid(group.key())
                .map(pid -> tail(pid, false, folded(pid, false, end - NOTE), "left"))
                .orElse(end);
        double cardTop = top + Frame.CARD_GAP;
        return Math.max(lane, card(group, false, cardTop, tail + PAD));
    }

    private static double laneEnd(double lane) {
        return lane - (Frame.LANE - Frame.BOX);
    }

    private double card(Slots.Group group, boolean onRight, double top, double bottom) {
        List<Long> seqs = group.lanes().stream()
                .map(strands::get)
                .filter(java.util.Objects::nonNull)
                .flatMap(Strand::ends)
                .filter(end -> end.right() == onRight)
                .map(end -> end.seen().seq())
                .distinct()
                .sorted()
                .toList();
        List<Long> listening = cast.listeners().stream()
                .filter(end -> onRight && group.lanes().contains(end.id().toString()))
                .map(end -> end.seen().seq())
                .toList();
        boolean seen = !seqs.isEmpty() || !listening.isEmpty();
        if (seen && held(group, onRight)) {
            Rect area =
                    new Rect(sheet.frame().column(onRight), top, sheet.frame().column(), bottom - top);
            cards.add(new Card(
                    group.key(),
                    area,
                    Stream.concat(seqs.stream(), listening.stream()).toList()));
        }
        return bottom;
    }

    /** Whether anyone holds what stands there now: after the last close() only the kernel's boxes are left. */
    private boolean held(Slots.Group group, boolean onRight) {
        return Stream.concat(
                        group.lanes().stream()
                                .map(strands::get)
                                .filter(java.util.Objects::nonNull)
                                .flatMap(Strand::ends),
                        cast.listeners().stream()
                                .filter(end -> group.lanes().contains(end.id().toString())))
                .filter(end -> end.right() == onRight)
                .anyMatch(end -> !end.holds().isEmpty() || end.socket().ownersHidden());
    }

    /** The folded lines of another process below its rows; returns where they end. */
    private double folded(int pid, boolean onRight, double y) {
        double at = y;
        for (FdLine line : FdLine.of(sheet, cast.holds(), pid, drawn(pid))) {
            lines.add(new PlacedLine(pid, line, onRight, at, onRight ? "right" : "left"));
            at += Frame.LINE + 1;
        }
        return at;
    }

    /** What was unfolded, at the end so that nothing else moves; returns where it ends. */
    private double tail(int pid, boolean onRight, double y, String owner) {
        double at = y;
        for (FdLine line : FdLine.of(sheet, cast.holds(), pid, drawn(pid))) {
            if (line.open()) {
                for (SeenFd row : line.rows()) {
                    lines.add(new PlacedLine(pid, FdLine.single(row), onRight, at, owner + " open"));
                    at += Frame.LINE;
                }
            }
        }
        for (Extra extra : extrasOf(pid, onRight)) {
            extras.put(key(extra.end(), extra.hold()), at);
            at += Frame.LINE;
        }
        return at;
    }

    private static String key(End end, Hold hold) {
        return end.id() + " " + hold.pid() + " " + hold.fd();
    }

    private List<Extra> extrasOf(int pid, boolean onRight) {
        return Stream.concat(
                        cast.listeners().stream(), strands.values().stream().flatMap(Strand::ends))
                .filter(end -> end.right() == onRight && end.holds().size() > 1)
                .flatMap(end -> end.holds().stream()
                        .skip(1)
                        .filter(hold -> hold.pid() == pid)
                        .map(hold -> new Extra(end, hold)))
                .toList();
    }

    /** Processes that only share a socket with another: a card below the others, so that no owner is left out. */
    private void placeLeftExtras() {
        Map<Integer, Boolean> missing = new LinkedHashMap<>();
        strands.values().stream()
                .flatMap(strand -> strand.client().stream())
                .filter(end -> end.holds().size() > 1)
                .flatMap(end -> end.holds().stream().skip(1).filter(hold -> !extras.containsKey(key(end, hold))))
                .forEach(hold -> missing.put(hold.pid(), true));
        for (int pid : missing.keySet()) {
            leftEnd = sharing(pid, false, leftEnd);
            lanesEnd = Math.max(lanesEnd, leftEnd);
        }
    }

    private double sharing(int pid, boolean onRight, double y) {
        double top = y + Frame.CARD_GAP;
        double bottom = tail(pid, onRight, folded(pid, onRight, top + Frame.CARD_HEAD), "shared") + PAD;
        List<Long> seqs = extrasOf(pid, onRight).stream()
                .map(extra -> extra.hold().seq())
                .distinct()
                .toList();
        Rect area = new Rect(sheet.frame().column(onRight), top, sheet.frame().column(), bottom - top);
        cards.add(new Card(PID + pid, area, seqs));
        return bottom;
    }

    private void ownRightEnd(List<End> ownListeners) {
        int self = sheet.state().self();
        double end = Frame.LANES;
        for (End listener : ownListeners) {
            end = Math.max(end, listener(listener) + Frame.BOX);
        }
        for (Map.Entry<String, Strand> entry : strands.entrySet()) {
            Optional<End> server = entry.getValue().server();
            if (server.isPresent() && server.get().holds().stream().anyMatch(hold -> hold.pid() == self)) {
                end = Math.max(end, right(entry.getKey()) + Frame.BOX);
            }
        }
        ownRightEnd = tail(self, true, end, "own right", false) + PAD;
    }

    private double tail(int pid, boolean onRight, double y, String owner, boolean unfold) {
        if (unfold) {
            return tail(pid, onRight, y, owner);
        }
        double at = y;
        for (Extra extra : extrasOf(pid, onRight)) {
            extras.put(key(extra.end(), extra.hold()), at);
            at += Frame.LINE;
        }
        return at;
    }

    private void rightGroups(Slots slots) {
        double y = slots.foreign().isEmpty() ? rightEnd : Math.max(rightEnd, lanesEnd);
        for (Slots.Group group : slots.foreign()) {
            double top = y + Frame.CARD_GAP;
            double lane = group.card() ? top + Frame.CARD_HEAD : top;
            for (String name : group.lanes()) {
                right.put(name, lane);
                lane += Frame.LANE;
            }
            y = lane;
            if (!group.gone() && group.card()) {
                double tail = pid(group.key())
                        .map(pid -> tail(pid, true, folded(pid, true, laneEnd(y(group, top)) - NOTE), "right"))
                        .orElse(laneEnd(lane));
                y = Math.max(lane, card(group, true, top, tail + PAD));
            }
            lanesEnd = Math.max(lanesEnd, y);
            rightEnd = Math.max(rightEnd, y - (Frame.LANE - Frame.BOX) / 2);
        }
        Set<Integer> missing = new HashSet<>();
        strands.values().stream()
                .flatMap(strand -> strand.server().stream())
                .filter(end -> end.holds().size() > 1)
                .forEach(end -> end.holds().stream()
                        .skip(1)
                        .filter(hold -> !extras.containsKey(key(end, hold)))
                        .forEach(hold -> missing.add(hold.pid())));
        for (int pid : missing.stream().sorted().toList()) {
            rightEnd = sharing(pid, true, rightEnd);
        }
    }

    private static double y(Slots.Group group, double top) {
        return top + Frame.CARD_HEAD + group.lanes().size() * Frame.LANE;
    }

    /** The fds of a process that have a row of their own. */
    private Set<Integer> drawn(int pid) {
        Set<Integer> drawn = new HashSet<>();
        Stream.concat(cast.listeners().stream(), cast.strands().stream().flatMap(Strand::ends))
                .flatMap(end -> end.holds().stream())
                .filter(hold -> hold.pid() == pid)
                .forEach(hold -> drawn.add(hold.fd()));
        return drawn;
    }

    private static Optional<Integer> pid(String group) {
        return group.startsWith(PID) ? Optional.of(Integer.valueOf(group.substring(PID.length()))) : Optional.empty();
    }

    double listener(End end) {
        return right.getOrDefault(end.id().toString(), Frame.LANES);
    }

    double left(String name) {
        return left.getOrDefault(name, Frame.LANES);
    }

    double right(String name) {
        return right.getOrDefault(name, Frame.LANES);
    }

    Optional<Double> extra(End end, Hold hold) {
        return Optional.ofNullable(extras.get(key(end, hold)));
    }

    double leftEnd() {
        return leftEnd;
    }

    double rightEnd() {
        return rightEnd;
    }

    /** How deep the room at the kernel's upper left is: down to the first socket file or pair. */
    double tupleRoom() {
        double files = cast.listeners().stream()
                .filter(end ->
                        sheet.state().files().containsKey(end.socket().local().toString()))
                .mapToDouble(this::listener)
                .min()
                .orElse(pairs);
        return Math.min(files, pairs) - Frame.LANES - 4;
    }

    double lanesEnd() {
        return lanesEnd;
    }

    void drawProcesses(Processes processes, Rows rows) {
        processes.own(ownLeftEnd, ownRightEnd);
        for (Card card : cards) {
            Optional<Integer> pid = pid(card.group());
            if (pid.isPresent()) {
                processes.foreign(pid.get(), card.area());
            } else {
                processes.hidden(card.group() + " " + card.area().x(), card.area(), card.seqs());
            }
        }
        for (PlacedLine line : lines) {
            rows.line(line.pid(), line.line(), line.right(), line.y(), line.owner());
        }
    }
}
