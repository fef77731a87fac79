package org.socketlab.picture.diagram;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.socketlab.model.LabState.SeenFd;

/** Where those rows of fd tables stand that have no lane: what is folded, what was unfolded, more fds for one socket. */
final class Folds {
    private final Sheet sheet;
    private final Cast cast;
    private final List<Line> lines = new ArrayList<>();
    private final Map<String, Double> extras = new HashMap<>();
    private final Map<Integer, Set<Integer>> drawn;
    private final Map<Integer, List<FdLine>> known = new HashMap<>();
    private final List<Extra> shared;

    /** A folded or unfolded line at its place. */
    private record Line(int pid, FdLine line, boolean right, double y, String owner) {}

    /** One more fd of a process for a socket that another row stands for. */
    record Extra(End end, Hold hold) {
        private String key() {
            return end.id() + " " + hold.pid() + " " + hold.fd();
        }
    }

    Folds(Sheet sheet, Cast cast, Map<String, Strand> strands) {
        this.sheet = sheet;
        this.cast = cast;
        this.drawn = drawn(cast);
        this.shared = Stream.concat(
                        cast.listeners().stream(), strands.values().stream().flatMap(Strand::ends))
                .filter(end -> end.holds().size() > 1)
                .flatMap(end -> end.holds().stream().skip(1).map(hold -> new Extra(end, hold)))
                .toList();
    }

    /** The folded lines of a process from this depth on; returns where they end. */
    double folded(int pid, boolean onRight, double y, String owner) {
        double at = y;
        for (FdLine line : of(pid)) {
            lines.add(new Line(pid, line, onRight, at, owner));
            at += Frame.LINE + 1;
        }
        return at;
    }

    /** What was unfolded, at the end so that nothing else moves, and then the extras; returns where they end. */
    double tail(int pid, boolean onRight, double y, String owner) {
        double at = y;
        for (FdLine line : of(pid)) {
            if (line.open()) {
                for (SeenFd row : line.rows()) {
                    lines.add(new Line(pid, FdLine.single(row), onRight, at, owner + " open"));
                    at += Frame.LINE;
                }
            }
        }
        return extras(pid, onRight, at);
    }

    /** The fds of a process for sockets that another row stands for; returns where they end. */
    double extras(int pid, boolean onRight, double y) {
        double at = y;
        for (Extra extra : extrasOf(pid, onRight)) {
            extras.put(extra.key(), at);
            at += Frame.LINE;
        }
        return at;
    }

    List<Extra> extrasOf(int pid, boolean onRight) {
        return shared(onRight).filter(extra -> extra.hold().pid() == pid).toList();
    }

    /** Processes that only share a socket with another, and have no card yet in which that could stand. */
    Set<Integer> homeless(boolean onRight) {
        return shared(onRight)
                .filter(extra -> !extras.containsKey(extra.key()))
                .map(extra -> extra.hold().pid())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<Extra> shared(boolean onRight) {
        return shared.stream().filter(extra -> extra.end().right() == onRight);
    }

    Optional<Double> extra(End end, Hold hold) {
        return extras.isEmpty() ? Optional.empty() : Optional.ofNullable(extras.get(new Extra(end, hold).key()));
    }

    void draw(Rows rows) {
        for (Line line : lines) {
            rows.line(line.pid(), line.line(), line.right(), line.y(), line.owner());
        }
    }

    private List<FdLine> of(int pid) {
        return known.computeIfAbsent(pid, _ -> FdLine.of(sheet, cast.holds(), pid, drawn.getOrDefault(pid, Set.of())));
    }

    /** Which fds of each process have a row of their own. */
    private static Map<Integer, Set<Integer>> drawn(Cast cast) {
        Map<Integer, Set<Integer>> drawn = new HashMap<>();
        Stream.concat(cast.listeners().stream(), cast.strands().stream().flatMap(Strand::ends))
                .flatMap(end -> end.holds().stream())
                .forEach(hold ->
                        drawn.computeIfAbsent(hold.pid(), _ -> new HashSet<>()).add(hold.fd()));
        return drawn;
    }
}
