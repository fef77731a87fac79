package org.socketlab.picture.diagram;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.socketlab.model.Evidence;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.SeenFile;
import org.socketlab.model.LabState.SeenProcess;
import org.socketlab.model.SocketId;
import org.socketlab.model.TcpState;
import org.socketlab.picture.Picture;
import org.socketlab.picture.Words;

/**
 * The diagram of one state: processes left and right, the kernel's sockets between them, wires between those.
 *
 * @param aside what is said about the picture and done to it: legend, logs, the stage; as wide as it, and its place
 *     depends on nothing that comes or goes
 * @param slots where everything stands, for the next picture
 */
public record Diagram(Picture picture, Picture aside, Slots slots) {
    /** So many pairs are drawn by themselves; the rest are one bundle. */
    public static final int MOST_PAIRS = 40;
    /** How far below a box's top its wire runs, px at 100 %. */
    public static final double WIRE = Frame.WIRE;

    /** Draws a state so that what was in the picture before stays where it was. */
    public static Diagram of(LabState state, Slots before, Wish wish, Words words) {
        return of(state, before, wish, words, new Drafts());
    }

    /** The same, faster: what has not changed since the picture before is taken over from its drafts. */
    public static Diagram of(LabState state, Slots before, Wish wish, Words words, Drafts drafts) {
        Cast cast = Cast.of(state);
        drafts.turn();
        Sheet sheet = Sheet.of(cast, wish, words, drafts);
        return new Layout(sheet, cast, before).draw();
    }

    /**
     * The same places without those that were left, for a quiet moment; what nobody holds any more goes below what
     * somebody holds. Nothing moves that is selected or that stands above it.
     */
    public static Slots closedUp(Slots slots, LabState state, Wish wish) {
        Cast cast = Cast.of(state);
        Set<SocketId> over = cast.strands().stream()
                .filter(Ended::over)
                .flatMap(Strand::ends)
                .map(End::id)
                .collect(Collectors.toSet());
        return slots.closedUp(Lit.of(wish.selection(), cast).sockets(), over);
    }

    /** One picture's layout, top down. */
    private static final class Layout {
        private final Sheet sheet;
        private final Cast cast;
        private final Map<String, Strand> strands = new LinkedHashMap<>();
        private final List<Strand> bundled;
        private final Ended ended;
        private final List<End> ownListeners;
        private final List<End> foreignListeners;
        private final Slots slots;
        private final Lanes lanes;
        private final Object ground;
        private final Map<Integer, String> commands = new HashMap<>();

        Layout(Sheet sheet, Cast cast, Slots before) {
            this.sheet = sheet;
            this.cast = cast;
            boolean whole = sheet.unfolded(Bundle.NAME);
            this.ended = Ended.of(sheet, cast, before);
            Set<Strand> over = ended.folded();
            List<Strand> drawn = cast.strands().stream()
                    .filter(strand -> !over.contains(strand))
                    .sorted(Comparator.comparingLong(Strand::firstSeq))
                    .limit(whole ? Long.MAX_VALUE : MOST_PAIRS)
                    .collect(Collectors.toCollection(ArrayList::new));
            Set<Strand> known = Collections.newSetFromMap(new IdentityHashMap<>(drawn.size()));
            known.addAll(drawn);
            cast.strands().stream()
                    .filter(strand -> sheet.lit().wire(strand) && known.add(strand))
                    .forEach(drawn::add);
            this.bundled = cast.strands().stream()
                    .filter(strand -> !known.contains(strand) && !over.contains(strand))
                    .toList();
            for (Strand strand : drawn) {
                String name = before.name(strand);
                strands.put(strands.containsKey(name) ? strand.any().id().toString() : name, strand);
            }
            this.ownListeners = cast.listeners().stream().filter(this::ownRight).toList();
            this.foreignListeners =
                    cast.listeners().stream().filter(end -> !ownRight(end)).toList();
            this.slots = before.next(
                    ownListeners.stream().map(end -> end.id().toString()).toList(),
                    leftGroups(before),
                    rightGroups(),
                    before.named(strands));
            this.lanes = new Lanes(sheet, cast, slots, strands, ownListeners);
            this.ground = sheet.drafts()
                    .ground(List.of(
                            sheet.frame(),
                            sheet.words(),
                            sheet.words().language(),
                            sheet.state().self(),
                            sheet.own().apart(),
                            sheet.state().listeners()));
        }

        private boolean own(End end) {
            return !end.seen().actor().isEmpty()
                    || end.holds().stream().anyMatch(hold -> sheet.own().own(hold.pid()));
        }

        /** On the right all but what someone else is seen to hold stands in the lab's own lanes. */
        private boolean ownRight(End end) {
            return own(end) || end.holds().isEmpty() && !end.socket().ownersHidden();
        }

        private Map<String, String> leftGroups(Slots before) {
            Map<String, String> groups = new LinkedHashMap<>();
            Map<String, String> stood = before.groupOf();
            strands.forEach((name, strand) -> {
                String group = stood.getOrDefault(name, Slots.LOOSE);
                groups.put(name, strand.client().map(end -> group(end, group)).orElse(group));
            });
            return groups;
        }

        private Map<String, String> rightGroups() {
            Map<String, String> groups = new LinkedHashMap<>();
            strands.forEach((name, strand) -> strand.server()
                    .filter(end -> !ownRight(end))
                    .ifPresent(end -> groups.put(name, group(end, Slots.LOOSE))));
            foreignListeners.forEach(end -> groups.put(end.id().toString(), group(end, Slots.LOOSE)));
            return groups;
        }

        private String group(End end, String before) {
            boolean over = end.holds().isEmpty() && end.socket().state() == TcpState.TIME_WAIT;
            if (own(end) && !(over && before.equals(Slots.LOOSE))) {
                return Slots.OWN;
            }
            if (!end.holds().isEmpty()) {
                return "pid " + end.holds().getFirst().pid();
            }
            return end.socket().ownersHidden() ? "uid " + end.socket().uid() : before;
        }

        Diagram draw() {
            Boxes boxes = new Boxes(sheet);
            Wires wires = new Wires(sheet);
            Rows rows = new Rows(sheet);
            drawListeners(boxes, rows);
            strands.forEach((name, strand) ->
                    sheet.once(name, causes(name, strand), () -> drawStrand(name, strand, boxes, rows, wires)));
            strands.values().stream()
                    .filter(sheet.lit()::wire)
                    .findFirst()
                    .ifPresent(strand -> wires.tuple(strand, lanes.tupleRoom()));
            double end = lanes.lanesEnd();
            if (!bundled.isEmpty()) {
                Evidence joined = bundled.stream().anyMatch(cast::guessed) ? Evidence.INFERRED : Evidence.OBSERVED;
                new Bundle(sheet).folded(bundled, joined, end);
                end += Frame.LANE;
            } else if (strands.size() > MOST_PAIRS && sheet.unfolded(Bundle.NAME)) {
                new Bundle(sheet).unfolded(strands.size() - MOST_PAIRS, end);
                end += Frame.LANE / 2;
            }
            end = ended.draw(sheet, end);
            end = Brief.of(sheet.state()).draw(sheet, end);
            double sockets = end > lanes.lanesEnd() ? end : lanes.socketsEnd();
            lanes.drawProcesses(new Processes(sheet), rows);
            double processes = Math.max(lanes.leftEnd(), lanes.rightEnd());
            double bottom =
                    Math.max(Math.max(sockets + 22, processes), sheet.wish().height() - Frame.TOP);
            Kernel.draw(sheet, bottom);
            Picture picture = new Picture(sheet.frame().width(), bottom + Frame.TOP, sheet.painted());
            return new Diagram(picture, Aside.of(sheet.blank(), cast.others()), slots);
        }

        private void drawListeners(Boxes boxes, Rows rows) {
            FileTags files = new FileTags(sheet);
            for (End end : cast.listeners()) {
                double y = lanes.listener(end);
                boxes.listener(end, y);
                drawRows(end, Optional.empty(), y, rows);
                SeenFile file = sheet.state().files().get(end.socket().local().toString());
                if (file != null && ownListeners.contains(end)) {
                    files.draw(end, file, y);
                }
            }
        }

        /** All that a connection is drawn from. */
        private List<Object> causes(String name, Strand strand) {
            List<Object> causes = new ArrayList<>();
            causes.add(ground);
            causes.add(lanes.left(name));
            causes.add(lanes.right(name));
            causes.add(sheet.lit().wire(strand));
            strand.ends().forEach(end -> {
                causes.add(end.seen());
                causes.add(end.holds());
                causes.add(end.right());
                causes.add(sheet.lit().has(end.id()));
                causes.add(Optional.ofNullable(sheet.state().held().get(end.id())));
                if (end.socket().expires().isPresent()) {
                    causes.add(sheet.state().t());
                }
                for (Hold hold : end.holds()) {
                    SeenProcess process = sheet.state().processes().get(hold.pid());
                    causes.add(Optional.ofNullable(process).map(is -> is.fds().get(hold.fd())));
                    causes.add(commands.computeIfAbsent(hold.pid(), pid -> Names.command(sheet.state(), pid)));
                    causes.add(lanes.extra(end, hold));
                }
            });
            if (strand.client().isEmpty() || strand.server().isEmpty()) {
                causes.add(strand.client().flatMap(cast::asked).map(lanes::listener));
            }
            return causes;
        }

        private void drawStrand(String name, Strand strand, Boxes boxes, Rows rows, Wires wires) {
            double left = lanes.left(name);
            double right = lanes.right(name);
            strand.client().ifPresent(end -> {
                boxes.end(end, strand, left);
                drawRows(end, strand.server(), left, rows);
            });
            strand.server().ifPresent(end -> {
                boxes.end(end, strand, right);
                drawRows(end, strand.client(), right, rows);
            });
            if (strand.itself()) {
                wires.itself(name, strand, strand.client().isPresent() ? left : right);
            } else if (strand.client().isPresent() && strand.server().isPresent()) {
                wires.pair(name, strand, left, right);
            } else {
                strand.client()
                        .flatMap(cast::asked)
                        .ifPresent(listener -> wires.asking(name, strand, left, lanes.listener(listener)));
            }
        }

        private void drawRows(End end, Optional<End> peer, double y, Rows rows) {
            if (end.holds().isEmpty()) {
                if (end.socket().ownersHidden() && !own(end)) {
                    rows.hidden(end, y);
                }
                return;
            }
            rows.row(end, end.holds().getFirst(), rows.note(end, peer), y);
            for (Hold hold : end.holds().subList(1, end.holds().size())) {
                lanes.extra(end, hold).ifPresent(at -> rows.extra(end, hold, at, y));
            }
        }
    }
}
