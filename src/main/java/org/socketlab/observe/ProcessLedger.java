package org.socketlab.observe;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.Event;
import org.socketlab.model.FdEntry;
import org.socketlab.model.Limits;
import org.socketlab.model.ProcessView;
import org.socketlab.os.KernelView;
import org.socketlab.os.SyscallException;

/**
 * What was told of the processes that own sockets: who they are, their fd tables and limits. Tells what changed. One
 * thread at a time.
 */
final class ProcessLedger {
    private static final class Told {
        @Nullable
        ProcessView process;

        @Nullable
        List<FdEntry> fds;

        @Nullable
        Limits limits;
    }

    private final KernelView view;
    private final OwnerIndex index;
    private final Telling telling;
    private final Map<Integer, Told> told = new HashMap<>();

    ProcessLedger(KernelView view, OwnerIndex index, Telling telling) {
        this.view = view;
        this.index = index;
        this.telling = telling;
    }

    /** Those of whom something was told. */
    Set<Integer> pids() {
        return Set.copyOf(told.keySet());
    }

    /** All is to be told anew. */
    void forgetTold() {
        told.replaceAll((_, _) -> new Told());
    }

    /** Tells a process's table as the index has it, and first of all who it is. */
    void table(int pid) {
        Told before = told.get(pid);
        if (before == null || before.process == null) {
            identity(pid);
            limits(pid);
        }
        Told known = told.get(pid);
        index.table(pid).ifPresent(table -> {
            if (known != null
                    && !table.fds().equals(known.fds)
                    && telling.tell(table.t(), new Event.FdTable(pid, table.fds()))) {
                known.fds = table.fds();
            }
        });
    }

    /** Looks again who it is. */
    void identity(int pid) {
        Optional<ProcessView> process = index.identify(pid);
        if (process.isEmpty()) {
            return;
        }
        Told known = told.computeIfAbsent(pid, _ -> new Told());
        if (!process.get().equals(known.process)
                && telling.tell(System.nanoTime(), new Event.ProcessSeen(process.get(), true, OptionalInt.empty()))) {
            known.process = process.get();
        }
    }

    /** Looks again what bounds it. Any process's limits may be read; one that is gone has none. */
    void limits(int pid) {
        Told known = told.get(pid);
        if (known == null) {
            return;
        }
        try {
            Limits limits = view.limits(pid);
            if (!limits.equals(known.limits) && telling.tell(System.nanoTime(), new Event.LimitsRead(limits))) {
                known.limits = limits;
            }
        } catch (SyscallException goneOrHidden) {
            known.limits = null;
        }
    }

    /** A process ended, or owns nothing any more that is told. */
    void ended(int pid) {
        Told known = told.get(pid);
        if (known == null) {
            return;
        }
        ProcessView last = known.process;
        if (last == null || telling.tell(System.nanoTime(), new Event.ProcessSeen(last, false, OptionalInt.empty()))) {
            told.remove(pid);
        }
    }
}
