package org.socketlab.picture.diagram;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.SeenFd;
import org.socketlab.model.LabState.SeenProcess;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.SocketId;

/**
 * A line that stands for fds which are no sockets of the lab: folded, or one of those it was unfolded into.
 *
 * @param fds the numbers, {@code 0–2}; {@code …} for many
 * @param fold the name under which it unfolds, empty where it stands for itself
 * @param open whether it is unfolded now
 * @param hint the whole of what was cut, empty where nothing was
 */
record FdLine(String fds, String words, String fold, boolean open, String hint, List<SeenFd> rows) {
    private static final String X11 = "/tmp/.X11-unix/";
    private static final int SHOWN = 2;
    private static final int STANDARD = 3;

    FdLine {
        rows = List.copyOf(rows);
    }

    long seq() {
        return rows.stream().mapToLong(SeenFd::seq).max().orElse(0);
    }

    /** The lines of a process whose rows for these fds are drawn by themselves. */
    static List<FdLine> of(Sheet sheet, Holds holds, int pid, Set<Integer> drawn) {
        SeenProcess process = sheet.state().processes().get(pid);
        if (process == null) {
            return List.of();
        }
        List<SeenFd> rest = process.fds().values().stream()
                .filter(row -> !drawn.contains(row.fd()))
                .sorted(Comparator.comparingInt(SeenFd::fd))
                .toList();
        boolean own = sheet.own().own(pid);
        List<FdLine> lines = new ArrayList<>(standard(sheet, pid, rest));
        List<SeenFd> others = new ArrayList<>(
                rest.stream().filter(row -> row.fd() >= STANDARD).toList());
        List<FdLine> displays = own && !sheet.frame().dense()
                ? others.stream()
                        .flatMap(row -> display(sheet, holds, row).stream())
                        .limit(SHOWN)
                        .toList()
                : List.of();
        displays.forEach(line -> others.removeAll(line.rows()));
        if (!others.isEmpty()) {
            String words = sheet.text(own ? "diagram.fds.jvm" : "diagram.fds.others", String.valueOf(others.size()));
            String fold = "fds " + pid;
            lines.add(new FdLine("…", words, fold, sheet.unfolded(fold), "", others));
        }
        lines.addAll(displays);
        return lines;
    }

    private static List<FdLine> standard(Sheet sheet, int pid, List<SeenFd> rest) {
        List<FdLine> lines = new ArrayList<>();
        List<SeenFd> run = new ArrayList<>();
        for (SeenFd row : rest) {
            if (row.fd() >= STANDARD) {
                break;
            }
            if (!run.isEmpty() && !word(sheet, run.getLast()).equals(word(sheet, row))) {
                lines.add(standard(sheet, pid, run, lines.size()));
                run = new ArrayList<>();
            }
            run.add(row);
        }
        if (!run.isEmpty()) {
            lines.add(standard(sheet, pid, run, lines.size()));
        }
        return lines;
    }

    private static FdLine standard(Sheet sheet, int pid, List<SeenFd> run, int at) {
        int first = run.getFirst().fd();
        int last = run.getLast().fd();
        String fold = "standard " + pid + " " + at;
        return new FdLine(
                first == last ? String.valueOf(first) : first + "–" + last,
                word(sheet, run.getFirst()),
                fold,
                sheet.unfolded(fold),
                run.stream().map(row -> row.entry().target()).distinct().collect(Collectors.joining(", ")),
                run);
    }

    private static String word(Sheet sheet, SeenFd row) {
        String target = row.entry().target();
        if (target.startsWith("/dev/pts/") || target.startsWith("/dev/tty")) {
            return sheet.text("diagram.fds.terminal");
        }
        return target.startsWith("pipe:") ? sheet.text("diagram.fds.pipe") : target;
    }

    /** A socket whose peer bears the display's name, as unix_diag tells (sock_diag(7), UNIX_DIAG_NAME of the peer). */
    private static Optional<FdLine> display(Sheet sheet, Holds holds, SeenFd row) {
        SocketId id = holds.socket(row);
        SeenSocket seen = id == null ? null : sheet.state().sockets().get(id);
        if (seen == null || seen.socket().peer() == 0) {
            return Optional.empty();
        }
        return sheet.state().sockets().values().stream()
                .filter(other -> other.socket().inode() == seen.socket().peer())
                .map(other -> other.socket().local().toString())
                .filter(name -> name.replaceFirst("^@", "").startsWith(X11))
                .findFirst()
                .map(name -> new FdLine(
                        String.valueOf(row.fd()),
                        sheet.text("diagram.fds.x11"),
                        "",
                        false,
                        sheet.text("diagram.fds.x11.hint", row.entry().target(), name),
                        List.of(row)));
    }

    /** How the row reads once it is unfolded. */
    static FdLine single(SeenFd row) {
        String target = row.entry().target();
        return new FdLine(String.valueOf(row.fd()), target, "", false, target, List.of(row));
    }

    /** How many of a process's fds the state knows. */
    static int used(LabState state, int pid) {
        SeenProcess process = state.processes().get(pid);
        return process == null ? 0 : process.fds().size();
    }
}
