package org.socketlab.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.socketlab.model.Event;
import org.socketlab.model.Fact;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.SeenFd;
import org.socketlab.model.LabState.SeenProcess;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.trace.History;

/**
 * Walks from a moment to the next one that looks different. Facts that change nothing to see (a look that found all as
 * before, an epoll_wait) are passed over with the next one, or Slow would never arrive.
 */
final class Steps {
    private static final int AT_ONCE = 2_048;

    private Steps() {}

    /** A moment, and the facts that led to it. */
    record Step(LabState state, List<Fact> facts) {}

    /** The next moment after {@code state} that looks different, at most that of fact {@code upTo}. */
    static Step next(LabState state, History history, long upTo) {
        LabState reached = state;
        List<Fact> passed = new ArrayList<>();
        while (reached.seq() < upTo) {
            List<Fact> facts = history.between(reached.seq(), Math.min(upTo, reached.seq() + AT_ONCE));
            if (facts.isEmpty()) {
                break;
            }
            for (Fact fact : facts) {
                LabState before = reached;
                reached = reached.apply(fact);
                passed.add(fact);
                if (shows(before, fact, reached)) {
                    return new Step(reached, passed);
                }
            }
        }
        return new Step(reached, passed);
    }

    /** Whether a fact can be seen in the window. */
    static boolean shows(LabState before, Fact fact, LabState after) {
        return switch (fact.event()) {
            case Event.Called called -> showsCall(called);
            case Event.Returned returned -> {
                LabState.OpenCall open = before.openCalls().get(returned.call());
                yield open != null && showsCall(open.call());
            }
            case Event.Looked looked -> showsLook(before, looked, after);
            case Event.FdTable table -> !rows(before, table.pid()).equals(rows(after, table.pid()));
            case Event.Asked _ -> !before.consoles().equals(after.consoles());
            case Event.LimitsRead _ -> false;
            default -> true;
        };
    }

    private static boolean showsCall(Event.Called call) {
        return switch (call.name()) {
            case socket, bind, listen, accept4, connect, read, write, shutdown, close -> true;
            default -> false;
        };
    }

    private static boolean showsLook(LabState before, Event.Looked looked, LabState after) {
        if (before.sockets().size() != after.sockets().size()) {
            return true;
        }
        for (KernelSocket socket : looked.sockets()) {
            SeenSocket known = before.sockets().get(socket.id());
            if (known == null || !looksLike(known.socket(), socket)) {
                return true;
            }
        }
        return false;
    }

    private static boolean looksLike(KernelSocket a, KernelSocket b) {
        return a.state().equals(b.state())
                && a.recvQ() == b.recvQ()
                && a.sendQ() == b.sendQ()
                && a.inode() == b.inode()
                && a.local().equals(b.local())
                && a.remote().equals(b.remote())
                && Objects.equals(a.owners(), b.owners());
    }

    private static List<String> rows(LabState state, int pid) {
        SeenProcess process = state.processes().get(pid);
        return process == null
                ? List.of()
                : process.fds().values().stream()
                        .map(SeenFd::entry)
                        .map(entry -> entry.fd() + entry.target())
                        .sorted()
                        .toList();
    }
}
