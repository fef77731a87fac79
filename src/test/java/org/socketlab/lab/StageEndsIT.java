package org.socketlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.socketlab.model.Command;
import org.socketlab.model.OwnFds;
import org.socketlab.model.Scope;
import org.socketlab.model.Stage;
import org.socketlab.os.Interposed;
import org.socketlab.os.KernelView;
import org.socketlab.os.OperatingSystem;
import org.socketlab.os.linux.LinuxSystem;

/**
 * While a stage is set the ports are looked at some ten times a second, also where nothing happens, because nobody's call
 * tells of a client that is not answered; else once a second.
 */
@Timeout(120)
class StageEndsIT {
    private static final long SELDOM = TimeUnit.MILLISECONDS.toNanos(800);

    @TempDir
    Path folder;

    private final BlockingQueue<Long> looks = new LinkedBlockingQueue<>();

    /** The same system, whose observer's looks at ports are noted. */
    private OperatingSystem noting(OperatingSystem real) {
        return Interposed.as(OperatingSystem.class, (method, arguments) -> {
            Object result = method.invoke(real, arguments);
            return result instanceof KernelView view ? noting(view) : result;
        });
    }

    private KernelView noting(KernelView real) {
        return Interposed.as(KernelView.class, (method, arguments) -> {
            if (method.getName().equals("look")
                    && arguments[0] instanceof Scope.Port
                    && Thread.currentThread().getName().equals("observer")) {
                looks.add(System.nanoTime());
            }
            return method.invoke(real, arguments);
        });
    }

    /** Whether the ports are left alone for most of a second, before long. */
    private void untilTheyAreLookedAtSeldom() throws InterruptedException {
        looks.clear();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        long last = Long.MAX_VALUE;
        while (System.nanoTime() < end) {
            Long look = looks.poll(30, TimeUnit.SECONDS);
            assertThat(look).as("a look at a port").isNotNull();
            if (look - last >= SELDOM) {
                return;
            }
            last = look;
        }
        throw new AssertionError("the ports are still looked at as if a stage were set");
    }

    @Test
    void withItsServersProcess() throws Exception {
        try (Stand stand = new Stand(new LocalLab(noting(new LinuxSystem()), ChildParent::program), folder).servers()) {
            stand.ask(new Command.Isolate(true));
            stand.state("a process of their own", now -> OwnFds.of(now).apart().isPresent());
            hold(stand);
            stand.ask(new Command.KillServer());
            stand.state("nobody listens", now -> now.listeners().isEmpty());
            untilTheyAreLookedAtSeldom();
        }
    }

    @Test
    void withStartOver() throws Exception {
        try (Stand stand = new Stand(new LocalLab(noting(new LinuxSystem())), folder).servers()) {
            hold(stand);
            stand.ask(new Command.StartOver());
            stand.state(
                    "a free stage",
                    now -> now.listeners().size() == 3
                            && now.listeners().values().stream()
                                    .allMatch(seen -> seen.listener().stage().free()));
            untilTheyAreLookedAtSeldom();
        }
    }

    private static void hold(Stand stand) {
        stand.ask(new Command.SetStage("tcp", new Stage(true, false, false)));
        stand.state(
                "accept is held",
                now -> now.listeners().values().stream()
                        .anyMatch(seen -> seen.listener().stage().holdAccept()));
    }
}
