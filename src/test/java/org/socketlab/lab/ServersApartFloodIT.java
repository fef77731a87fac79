package org.socketlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.socketlab.bench.LoadClient;
import org.socketlab.model.Command;
import org.socketlab.model.Event;
import org.socketlab.model.Fact;
import org.socketlab.model.OwnFds;
import org.socketlab.os.linux.LinuxSystem;
import org.socketlab.trace.Ring;

/** A flood through the servers' own process: what is left out is counted there, and nothing is lost on the way here. */
@Timeout(90)
class ServersApartFloodIT {
    /** The reason that the ring of that process gives; captured segments are thinned here, for another. */
    private static final String THINNED = "flood";

    private static final int CONNECTIONS = 64;
    private static final int FLOOD_MS = 3_000;

    @TempDir
    Path folder;

    @Test
    void aFloodIsThinnedWhereItIsAndTheLabGoesOn() throws Exception {
        try (Stand stand = new Stand(new LocalLab(new LinuxSystem(), ChildParent::program), folder).servers()) {
            stand.ask(new Command.Isolate(true));
            stand.state(
                    "three listeners in a process of their own",
                    now -> OwnFds.of(now).apart().isPresent() && now.listeners().size() == 3);
            stand.console("A", stand.tcp);
            long before = stand.lab.now().seq();
            Process load = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            LoadClient.class.getName(),
                            "tcp",
                            stand.tcp.toString(),
                            "" + CONNECTIONS)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader said = load.inputReader();
                    var orders = load.outputWriter()) {
                assertThat(said.readLine()).isEqualTo("ready");
                orders.write(FLOOD_MS + "\n");
                orders.flush();
                stand.fact("the flood is thinned", before, ServersApartFloodIT::thinned);
                long asked = System.nanoTime();
                long from = stand.lab.now().seq();
                stand.send("A", "ping\n");
                stand.fact(
                        "the answer, in the middle of it",
                        from,
                        event -> event instanceof Event.ConsoleBytes bytes
                                && !bytes.fromPerson()
                                && bytes.bytes().text().equals("pong\n"));
                Duration answer = Duration.ofNanos(System.nanoTime() - asked);
                said.readLine(); // it is over
                long ended = System.nanoTime();
                stand.lab.settle();
                stand.ask(new Command.LetOneIn("tcp")); // waits until the process's facts are here
                stand.lab.settle();
                Duration late = Duration.ofNanos(System.nanoTime() - ended);
                List<Fact> facts =
                        stand.lab.history().between(before, stand.lab.now().seq());
                assertThat(facts)
                        .extracting(Fact::event)
                        .noneMatch(event ->
                                event instanceof Event.Gap gap && gap.why().equals(Ring.FULL));
                assertThat(answer).isLessThan(Duration.ofMillis(FLOOD_MS));
                assertThat(late).isLessThan(Duration.ofSeconds(15));
            } finally {
                load.destroyForcibly();
                assertThat(load.waitFor(10, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    private static boolean thinned(Event event) {
        return event instanceof Event.Gap gap && gap.why().equals(THINNED) && gap.lost() > 1_000;
    }
}
