package org.socketlab.model;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.socketlab.model.LabState.SeenFd;
import org.socketlab.model.LabState.SeenProcess;

/**
 * The lab's fds, in whichever of its processes: its own, and that which its servers may have to themselves. The latter is
 * known by what the servers' calls opened there.
 *
 * @param apart the pid of the servers' own process; empty where they run in the lab's
 */
public record OwnFds(LabState state, OptionalInt apart) {
    private static final String SERVER = "server";

    /** A row of the lab's, and whose table it stands in. */
    public record OwnFd(int pid, SeenFd row) {}

    public static OwnFds of(LabState state) {
        return new OwnFds(
                state,
                state.processes().values().stream()
                        .filter(process -> process.pid() != state.self() && serves(process))
                        .mapToInt(SeenProcess::pid)
                        .findFirst());
    }

    private static boolean serves(SeenProcess process) {
        return process.fds().values().stream().anyMatch(row -> row.actor().startsWith(SERVER));
    }

    /** The servers' own process; empty where they run in the lab's. */
    public Optional<SeenProcess> servers() {
        return apart.stream().mapToObj(state::processOf).findFirst();
    }

    /** Whether that is the servers' own process. */
    public boolean servers(int pid) {
        return apart.isPresent() && apart.getAsInt() == pid;
    }

    /** Whether a process is the lab's. */
    public boolean own(int pid) {
        return pid == state.self() || servers(pid);
    }

    /** Where the servers run. */
    public int serving() {
        return apart.orElse(state.self());
    }

    /** The row that stands for a socket of the lab's; empty where it holds none. */
    public Optional<OwnFd> of(SocketId id) {
        return pids().flatMap(pid -> state.processOf(pid).fds().values().stream()
                        .filter(row -> row.id().filter(id::equals).isPresent())
                        .map(row -> new OwnFd(pid, row)))
                .findFirst();
    }

    void each(Consumer<SeenFd> what) {
        pids().forEach(pid -> state.processOf(pid).fds().values().forEach(what));
    }

    /** The lab's processes: its own, then the servers'. */
    public Stream<Integer> pids() {
        return apart.isPresent() ? Stream.of(state.self(), apart.getAsInt()) : Stream.of(state.self());
    }
}
