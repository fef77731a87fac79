package org.socketlab.picture.diagram;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
    private static final double PAD = 8;
    /** A foreign row has no second line: what is folded begins there. */
    private static final double NOTE = 14;

    private static final double PILL_ROOM = 6;
    /** Between one lane's box and the next. */
    private static final double APART = Frame.LANE - Frame.BOX;

    private final Sheet sheet;
    private final Cast cast;
    private final Map<String, Strand> strands;
    private final Folds folds;
    private final Outlines outlines;
    private final Map<String, Double> left = new HashMap<>();
    private final Map<String, Double> right = new HashMap<>();
    private final double pairs;
    private double ownFolded;
    private double ownLeftEnd;
    private double ownRightEnd;
    private double leftEnd;
    private double rightEnd;
    private double lanesEnd;

    Lanes(Sheet sheet, Cast cast, Slots slots, Map<String, Strand> strands, List<End> ownListeners) {
        this.sheet = sheet;
        this.cast = cast;
        this.strands = strands;
        this.folds = new Folds(sheet, cast, strands);
        this.outlines = new Outlines(sheet, cast, strands);
        pairs = top(slots);
        double y = pairs;
        for (Slots.Group group : slots.groups()) {
            y = leftGroup(group, y);
        }
        lanesEnd = y;
        leftEnd = Math.max(ownLeftEnd, y - APART / 2);
        for (int pid : folds.homeless(false)) {
            leftEnd = sharing(pid, false, leftEnd);
            lanesEnd = Math.max(lanesEnd, leftEnd);
        }
        ownRightEnd(ownListeners);
        rightEnd = ownRightEnd;
        rightGroups(slots);
        for (int pid : folds.homeless(true)) {
            rightEnd = sharing(pid, true, rightEnd);
        }
    }

    /** Listeners on the right; on the left, beside them, what is folded. Returns where the lanes of pairs begin. */
    private double top(Slots slots) {
        double y = Frame.LANES;
        for (String listener : slots.listeners()) {
            right.put(listener, y);
            y += sheet.frame().listenerPitch();
        }
        double folded = folds.folded(sheet.state().self(), false, Frame.LANES, "own");
        ownFolded = folded;
        // A dense LISTEN box reaches over the wires, where the first pill says how long its bytes took.
        double room = y + (sheet.frame().dense() ? PILL_ROOM : 0);
        return Math.max(room, folded + (folded > Frame.LANES ? PAD : 0));
    }

    private double leftGroup(Slots.Group group, double y) {
        boolean own = group.key().equals(Slots.OWN);
        double lane = own || !group.card() ? y : y + Frame.CARD_GAP + Frame.CARD_HEAD;
        for (String name : group.lanes()) {
            left.put(name, lane);
            right.put(name, lane);
            lane += Frame.LANE;
        }
        double end = lane - APART;
        if (own) {
            double tail = folds.tail(sheet.state().self(), false, Math.max(heldEnd(group), ownFolded), "own");
            ownLeftEnd = Math.max(tail + PAD, Frame.LANES + PAD);
            return Math.max(lane, ownLeftEnd);
        }
        if (group.gone() || !group.card()) {
            return lane;
        }
        double bottom = below(group, false, end, "left") + PAD;
        outlines.group(group, false, y + Frame.CARD_GAP, bottom);
        return Math.max(lane, bottom);
    }

    /** Where the lab's last fd row on the left ends: its process reaches no further, whatever the kernel still keeps. */
    private double heldEnd(Slots.Group group) {
        return group.lanes().stream()
                .filter(name -> strands.containsKey(name)
                        && strands.get(name)
                                .client()
                                .filter(end -> !end.holds().isEmpty())
                                .isPresent())
                .mapToDouble(name -> left(name) + Frame.BOX)
                .max()
                .orElse(0);
    }

    /** What stands in a card below its rows; returns where it ends. */
    private double below(Slots.Group group, boolean onRight, double end, String owner) {
        return Outlines.pid(group.key())
                .map(pid -> folds.tail(pid, onRight, folds.folded(pid, onRight, end - NOTE, owner), owner))
                .orElse(end);
    }

    private double sharing(int pid, boolean onRight, double y) {
        double top = y + Frame.CARD_GAP;
        double folded = folds.folded(pid, onRight, top + Frame.CARD_HEAD, onRight ? "right" : "left");
        double bottom = folds.tail(pid, onRight, folded, "shared") + PAD;
        outlines.sharing(pid, onRight, top, bottom, folds.extrasOf(pid, onRight));
        return bottom;
    }

    private void ownRightEnd(List<End> ownListeners) {
        int serving = sheet.own().serving();
        double end = Frame.LANES;
        for (End listener : ownListeners) {
            end = Math.max(end, listener(listener) + sheet.frame().listenerHeight());
        }
        for (Map.Entry<String, Strand> entry : strands.entrySet()) {
            Optional<End> server = entry.getValue().server();
            if (server.isPresent()
                    && server.get().holds().stream()
                            .anyMatch(hold -> sheet.own().own(hold.pid()))) {
                end = Math.max(end, right(entry.getKey()) + Frame.BOX);
            }
        }
        boolean apart = sheet.own().apart().isPresent();
        double folded = apart ? folds.folded(serving, true, end, "apart") : end;
        ownRightEnd = (apart ? folds.tail(serving, true, folded, "apart") : folds.extras(serving, true, end)) + PAD;
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
                double bottom = below(group, true, lane - APART, "right") + PAD;
                outlines.group(group, true, top, bottom);
                y = Math.max(lane, bottom);
            }
            lanesEnd = Math.max(lanesEnd, y);
            rightEnd = Math.max(rightEnd, y - APART / 2);
        }
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
        return folds.extra(end, hold);
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

    /** Where the last socket's lane ends; a process's card may reach further down. */
    double socketsEnd() {
        double last = Stream.concat(left.values().stream(), right.values().stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(Frame.LANES);
        return Math.min(lanesEnd, last + Frame.LANE);
    }

    void drawProcesses(Processes processes, Rows rows) {
        sheet.own()
                .apart()
                .ifPresentOrElse(
                        pid -> processes.apart(pid, ownLeftEnd, ownRightEnd),
                        () -> processes.own(ownLeftEnd, ownRightEnd));
        outlines.draw(processes);
        folds.draw(rows);
    }
}
