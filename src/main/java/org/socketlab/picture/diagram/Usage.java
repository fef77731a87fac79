package org.socketlab.picture.diagram;

import java.util.Optional;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.SeenProcess;
import org.socketlab.picture.Numbers;

/** How many fds a process has, and how many it may have (RLIMIT_NOFILE). */
record Usage(long used, long soft) {
    /** From this part of the limit on, the next accept4() or socket() may soon fail. */
    private static final double NEAR = 0.9;

    /** Empty where its limits were not read. */
    static Optional<Usage> of(LabState state, int pid) {
        return Optional.ofNullable(state.processes().get(pid))
                .flatMap(SeenProcess::limits)
                .map(limits -> new Usage(FdLine.used(state, pid), limits.soft()));
    }

    /** At most 1. */
    double part() {
        return soft > 0 ? Math.min(1, (double) used / soft) : used > 0 ? 1 : 0;
    }

    boolean near() {
        return part() >= NEAR;
    }

    String style() {
        return near() ? "process-near" : "process-note";
    }

    String words(Sheet sheet) {
        return sheet.text("diagram.limit", Numbers.grouped(soft), Numbers.grouped(used));
    }

    /** {@code 14 / 1 024}. */
    String brief() {
        return Numbers.grouped(used) + " / " + Numbers.grouped(soft);
    }

    String hint(Sheet sheet) {
        return sheet.text("diagram.limit.hint") + " "
                + sheet.text("diagram.limit.emfile", Numbers.grouped(Math.max(0, soft - used)));
    }
}
