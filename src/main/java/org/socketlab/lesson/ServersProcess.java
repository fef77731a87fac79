package org.socketlab.lesson;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.socketlab.model.Command;
import org.socketlab.model.FdRoom;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.SeenProcess;
import org.socketlab.model.Limits;
import org.socketlab.model.OwnFds;

/** The process that the servers may have to themselves, as a lesson makes, bounds and kills it; and as it was before. */
final class ServersProcess {
    private final Supplier<LabState> now;
    private final Consumer<Command> ask;
    private final Predicate<BooleanSupplier> until;
    private final boolean apartBefore;
    private final OptionalLong limitBefore;
    private int listeners;
    private boolean touched;

    /** @param until waits until something holds, as long as a program may take to start; whether it does */
    ServersProcess(Supplier<LabState> now, Consumer<Command> ask, Predicate<BooleanSupplier> until) {
        this.now = now;
        this.ask = ask;
        this.until = until;
        apartBefore = apart().isPresent();
        limitBefore = limit();
    }

    private OptionalInt apart() {
        return OwnFds.of(now.get()).apart();
    }

    private Optional<SeenProcess> process() {
        return OwnFds.of(now.get()).servers();
    }

    private OptionalLong limit() {
        return process().flatMap(SeenProcess::limits).stream()
                .mapToLong(Limits::soft)
                .findFirst();
    }

    /** The servers that are up, or were until they were killed, are up again where they move to. */
    boolean isolate(boolean on) {
        touch();
        ask.accept(new Command.Isolate(on));
        return until.test(() ->
                now.get().listeners().size() >= listeners && apart().isPresent() == on && limit().isPresent() == on);
    }

    /** @param free whether the number is of fds that shall be left, not of all */
    boolean limitFds(int number, boolean free) {
        touch();
        int most = free
                ? process().map(of -> FdRoom.limit(of.fds().keySet(), number)).orElse(number)
                : number;
        ask.accept(new Command.LimitFds(most));
        return until.test(() -> limit().equals(OptionalLong.of(most)));
    }

    boolean kill() {
        touch();
        ask.accept(new Command.KillServer());
        return until.test(() -> apart().isEmpty() && now.get().listeners().isEmpty());
    }

    private void touch() {
        touched = true;
        listeners = Math.max(listeners, now.get().listeners().size());
    }

    /** Asks that it be as before the lesson, where that has changed it; whoever then starts over waits for both. */
    void giveBack() {
        if (touched) {
            touched = false;
            ask.accept(new Command.Isolate(apartBefore));
            limitBefore.ifPresent(most -> ask.accept(new Command.LimitFds(Math.toIntExact(most))));
        }
    }
}
