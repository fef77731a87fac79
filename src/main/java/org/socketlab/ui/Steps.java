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
 * Walks from a moment to the next one, or the one before, that looks different. Facts that change nothing to see (a look that found all as
 * before, an epoll_wait) are passed over with the next one, or Slow would never arrive.
 */
final class Steps {
    private static final int AT_ONCE = 2_048;
    private static final int FEW = 64;

    private Steps() {}

    /** A moment, the facts that led to it, and whether the last of them can be seen. */
    record Step(LabState state, List<Fact> facts, boolean seen) {}

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
                    return new Step(reached, passed, true);
                }
            }
        }
        return new Step(reached, passed, false);
    }

    /**
     * The moment before the one of fact {@code seq} that looks different: there the fact before the last that can be seen
     * had just been learnt. The oldest moment kept where there is none.
     */
    static long before(long seq, History history) {
        long oldest = oldest(history);
        boolean metOne = false;
        int many = FEW;
        for (long upTo = seq; upTo > oldest; many = Math.min(AT_ONCE, many * 4)) {
            long after = Math.max(oldest, upTo - many);
            for (long seen : seen(after, upTo, history).reversed()) {
                if (metOne) {
                    return seen;
                }
                metOne = true;
            }
            upTo = after;
        }
        return oldest;
    }

    /** The oldest moment whose state is still to be had: the one before the first fact. */
    static long oldest(History history) {
        return Math.max(0, history.firstSeq() - 1);
    }

    private static List<Long> seen(long after, long upTo, History history) {
        List<Long> seen = new ArrayList<>();
        LabState before = history.stateAt(after);
        for (Fact fact : history.between(before.seq(), upTo)) {
            LabState next = before.apply(fact);
            if (shows(before, fact, next)) {
                seen.add(fact.seq());
            }
            before = next;
        }
        return seen;
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
