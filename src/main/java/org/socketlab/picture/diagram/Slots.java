package org.socketlab.picture.diagram;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.socketlab.model.SocketId;

/**
 * Who stands in which lane, carried from one picture to the next so that nothing jumps: what stays keeps its lane, what
 * goes leaves it vacant, what comes takes the first vacant one.
 *
 * @param listeners the LISTEN sockets of the lab, top down; a vacant place is {@link #VACANT}
 * @param groups lanes by who holds the connecting end: the lab first, then foreign processes as they came
 * @param names under which name each socket's strand stands here
 */
public record Slots(List<String> listeners, List<Group> groups, List<Group> foreign, Map<SocketId, String> names) {
    static final String VACANT = "";
    /** The group of the lab's own process. */
    static final String OWN = "own";
    /** The group of sockets whose connecting end nobody was seen to hold. */
    static final String LOOSE = "loose";

    private static final String GONE = "gone ";
    private static final int HOLES = 4;

    /** No lanes yet. */
    public static final Slots NONE = new Slots(List.of(), List.of(), List.of(), Map.of());

    /** The lanes of one process, top down; {@code gone} ones only keep the place. */
    record Group(String key, List<String> lanes) {
        Group {
            lanes = List.copyOf(lanes);
        }

        boolean gone() {
            return key.startsWith(GONE);
        }

        boolean card() {
            return !key.equals(LOOSE) && !key.equals(GONE + LOOSE);
        }

        private Group emptied() {
            return gone() ? this : new Group(GONE + key, lanes);
        }
    }

    public Slots {
        listeners = List.copyOf(listeners);
        groups = List.copyOf(groups);
        foreign = List.copyOf(foreign);
        names = Map.copyOf(names);
    }

    /** The name of a strand: the one its sockets had, else its key. */
    String name(Strand strand) {
        return strand.client()
                .map(end -> names.get(end.id()))
                .or(() -> strand.server().map(end -> names.get(end.id())))
                .orElseGet(strand::key);
    }

    /** Whether all that listened is gone, as after Start over: then nothing is left to stand where it stood. */
    public boolean outdated(Set<SocketId> sockets) {
        return !listeners.isEmpty()
                && listeners.stream()
                        .noneMatch(name ->
                                sockets.stream().anyMatch(id -> id.toString().equals(name)));
    }

    /** In which group each strand stands, by its name. */
    Map<String, String> groupOf() {
        Map<String, String> of = new HashMap<>();
        for (Group group : groups) {
            if (!group.gone()) {
                group.lanes().forEach(name -> of.putIfAbsent(name, group.key()));
            }
        }
        return of;
    }

    /**
     * The lanes for these.
     *
     * @param wantedListeners names of the lab's LISTEN sockets
     * @param wanted group of each strand's name, in the order of coming
     * @param wantedForeign group of each name that stands on the right without being the lab's
     */
    Slots next(
            List<String> wantedListeners,
            Map<String, String> wanted,
            Map<String, String> wantedForeign,
            Map<SocketId, String> named) {
        Slots next = new Slots(
                filled(listeners, wantedListeners),
                grouped(groups, wanted, true),
                grouped(foreign, wantedForeign, false),
                named);
        return next.equals(this) ? this : next;
    }

    /**
     * The same without what is vacant below the last lane of these sockets; so what is read stays where it is.
     *
     * @param still sockets that must not move
     * @param over sockets that nobody holds: they leave the lanes of those who held them
     */
    Slots closedUp(Set<SocketId> still, Set<SocketId> over) {
        Set<String> kept = new HashSet<>();
        still.forEach(id -> kept.add(names.getOrDefault(id, id.toString())));
        Set<String> leave = new HashSet<>();
        over.forEach(id -> leave.add(names.getOrDefault(id, id.toString())));
        boolean below = foreign.stream().anyMatch(group -> holdsAny(group.lanes(), kept));
        boolean beside = below || groups.stream().anyMatch(group -> holdsAny(group.lanes(), kept));
        List<String> first = beside ? listeners : closed(listeners, kept, Set.of());
        return new Slots(
                first,
                below ? groups : closedGroups(groups, kept, leave),
                closedGroups(foreign, kept, Set.of()),
                names);
    }

    private static boolean holdsAny(List<String> lanes, Set<String> kept) {
        return lanes.stream().anyMatch(kept::contains);
    }

    private static List<Group> closedGroups(List<Group> groups, Set<String> kept, Set<String> leave) {
        int last = -1;
        for (int i = 0; i < groups.size(); i++) {
            last = holdsAny(groups.get(i).lanes(), kept) ? i : last;
        }
        List<Group> closed = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            Group group = groups.get(i);
            if (i < last) {
                closed.add(group);
            } else if (!group.gone()) {
                Set<String> leaving = group.key().equals(LOOSE) ? Set.of() : leave;
                List<String> lanes = closed(group.lanes(), kept, leaving);
                if (!lanes.isEmpty() || group.key().equals(OWN)) {
                    closed.add(new Group(group.key(), lanes));
                }
            }
        }
        return closed;
    }

    private static List<String> closed(List<String> lanes, Set<String> kept, Set<String> leave) {
        int last = -1;
        for (int i = 0; i < lanes.size(); i++) {
            last = kept.contains(lanes.get(i)) ? i : last;
        }
        List<String> closed = new ArrayList<>(lanes.subList(0, last + 1));
        lanes.subList(last + 1, lanes.size()).stream()
                .filter(name -> !name.equals(VACANT) && !leave.contains(name))
                .forEach(closed::add);
        return closed;
    }

    private static List<Group> grouped(List<Group> before, Map<String, String> wanted, boolean own) {
        List<Group> groups = new ArrayList<>();
        Set<String> placed = new HashSet<>();
        for (Group group : before) {
            List<String> lanes = new ArrayList<>(group.lanes());
            lanes.replaceAll(name -> group.key().equals(wanted.get(name)) && placed.add(name) ? name : VACANT);
            boolean vacant = lanes.stream().allMatch(VACANT::equals);
            Group kept = new Group(group.key(), lanes);
            groups.add(vacant && !group.key().equals(OWN) ? kept.emptied() : kept);
        }
        if (own && groups.isEmpty()) {
            groups.add(new Group(OWN, List.of()));
        }
        Map<String, List<String>> coming = new LinkedHashMap<>();
        wanted.forEach((name, key) -> {
            if (!placed.contains(name)) {
                coming.computeIfAbsent(key, _ -> new ArrayList<>()).add(name);
            }
        });
        coming.forEach((key, names) -> settle(groups, key, names));
        return trimmed(groups);
    }

    private static void settle(List<Group> groups, String key, List<String> names) {
        for (int i = 0; i < groups.size(); i++) {
            if (groups.get(i).key().equals(key)) {
                groups.set(i, new Group(key, taken(groups.get(i).lanes(), names)));
                return;
            }
        }
        for (int i = 0; i < groups.size(); i++) {
            if (groups.get(i).gone()) {
                int room = groups.get(i).lanes().size();
                List<String> vacant = Collections.nCopies(room, VACANT);
                groups.set(i, new Group(key, taken(vacant, names)));
                return;
            }
        }
        // What nobody holds stands below everyone's card.
        boolean loose = !groups.isEmpty() && groups.getLast().key().equals(LOOSE);
        groups.add(loose ? groups.size() - 1 : groups.size(), new Group(key, names));
    }

    private static List<String> filled(List<String> before, List<String> wanted) {
        List<String> lanes = new ArrayList<>(before);
        lanes.replaceAll(name -> wanted.contains(name) ? name : VACANT);
        List<String> coming = new ArrayList<>(wanted);
        coming.removeAll(lanes);
        return withoutTail(taken(lanes, coming));
    }

    private static List<String> taken(List<String> before, List<String> coming) {
        List<String> lanes = new ArrayList<>(before);
        for (String name : coming) {
            int vacant = lanes.indexOf(VACANT);
            if (vacant < 0) {
                lanes.add(name);
            } else {
                lanes.set(vacant, name);
            }
        }
        return lanes;
    }

    private static List<String> withoutTail(List<String> lanes) {
        int end = lanes.size();
        while (end > 0 && lanes.get(end - 1).equals(VACANT)) {
            end--;
        }
        return lanes.subList(0, end);
    }

    /** Without what is vacant at the very end; and without every hole once there are more holes than things. */
    private static List<Group> trimmed(List<Group> groups) {
        long held = groups.stream()
                .flatMap(group -> group.lanes().stream())
                .filter(name -> !name.equals(VACANT))
                .count();
        long holes = groups.stream().mapToLong(group -> group.lanes().size()).sum() - held;
        List<Group> left = new ArrayList<>();
        for (Group group : groups) {
            if (holes <= held + HOLES) {
                left.add(group);
            } else if (!group.gone()) {
                left.add(new Group(
                        group.key(),
                        group.lanes().stream()
                                .filter(name -> !name.equals(VACANT))
                                .toList()));
            }
        }
        while (!left.isEmpty() && left.getLast().gone()) {
            left.removeLast();
        }
        if (!left.isEmpty()) {
            Group last = left.removeLast();
            left.add(new Group(last.key(), withoutTail(last.lanes())));
        }
        return left;
    }

    /** Under which name each socket stands from now on; in nearly every picture all do so already. */
    Map<SocketId, String> named(Map<String, Strand> strands) {
        int ends = 0;
        boolean known = true;
        for (Map.Entry<String, Strand> entry : strands.entrySet()) {
            for (Optional<End> end :
                    List.of(entry.getValue().client(), entry.getValue().server())) {
                if (end.isPresent()) {
                    ends++;
                    known = known && entry.getKey().equals(names.get(end.get().id()));
                }
            }
        }
        if (known && ends == names.size()) {
            return names;
        }
        Map<SocketId, String> named = HashMap.newHashMap(ends);
        strands.forEach((name, strand) -> strand.ends().forEach(end -> named.put(end.id(), name)));
        return named;
    }
}
