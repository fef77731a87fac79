package org.socketlab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.socketlab.Main;
import org.socketlab.lab.LocalLab;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Framing;
import org.socketlab.model.LabState;
import org.socketlab.model.OwnFds;
import org.socketlab.os.linux.LinuxSystem;
import org.socketlab.ui.Fonts;
import org.socketlab.ui.LabStage;
import org.socketlab.ui.LabWindow;
import org.socketlab.ui.Messages;
import org.socketlab.ui.ServerPlan;
import org.socketlab.ui.Settings;

/**
 * How soon the window shows what was typed, how it bears a flood, and what it costs while nothing happens. The window is
 * the real one on JavaFX's headless platform, drawn by software, with the real lab behind it in the same process.
 *
 * <p>That platform copies each frame pixel by pixel on JavaFX's own thread (HeadlessWindow.blit), which no desktop does:
 * where the compiler makes that copy badly, it alone costs some 8 % of a core in an idle window. So with a DISPLAY the
 * window stands there instead.
 */
final class WindowRace implements AutoCloseable {
    private static final double FRAME_MS = 1_000.0 / 60;
    private static final int TYPED = 50;
    private static final int CONSOLES = 10;
    private static final int FLOOD_CONNECTIONS = 64;
    private static final long FLOOD_MS = 10_000;
    private static final long WARM_S = 20;
    private static final long IDLE_S = 20;
    private static final double TICKS_PER_S = 100; // USER_HZ of proc_pid_stat(5) on every Linux that runs a JVM
    private static final int SOUGHT = 60;
    private static final long IN_MEMORY = 200_000;

    private final LocalLab lab;
    private final LabWindow window;
    private final LabStage stage;
    private Endpoint tcp;
    /** When the recorder published which fact, System.nanoTime(). */
    private final ConcurrentSkipListMap<Long, Long> published = new ConcurrentSkipListMap<>();

    private WindowRace(LocalLab lab, LabWindow window, LabStage stage, Endpoint tcp) {
        this.lab = lab;
        this.window = window;
        this.stage = stage;
        this.tcp = tcp;
        lab.onPublished(() -> published.putIfAbsent(lab.now().seq(), System.nanoTime()));
    }

    static void run() throws Exception {
        in(race -> {
            race.idle();
            race.typing();
            race.flood();
            race.seek();
        });
    }

    /** Only what it costs while nothing happens. */
    static void runIdle() throws Exception {
        in(WindowRace::idle);
    }

    /** The flood, with the servers in a process of their own. */
    static void runApart() throws Exception {
        in(race -> {
            race.typing(); // so that the window's code is as warm as in the other race
            race.isolate();
            race.flood();
        });
    }

    /** Only what it takes to go to a moment. */
    static void runSeek() throws Exception {
        in(race -> {
            race.open(CONSOLES);
            race.flood();
            race.seek();
        });
    }

    private interface Race {
        void run(WindowRace race) throws Exception;
    }

    private static void in(Race what) throws Exception {
        Path folder = Files.createTempDirectory("socketlab-bench");
        try (WindowRace race = open(folder)) {
            what.run(race);
        } finally {
            Files.deleteIfExists(folder.resolve("lab.sock"));
            Files.deleteIfExists(folder);
            Platform.exit();
        }
    }

    private static WindowRace open(Path folder) throws Exception {
        if (System.getenv("DISPLAY") == null) {
            System.setProperty("glass.platform", "Headless");
        }
        System.setProperty("prism.order", "sw");
        CompletableFuture<Void> started = new CompletableFuture<>();
        Platform.startup(() -> started.complete(null));
        Platform.setImplicitExit(false);
        started.get(Waiting.PATIENCE_S, TimeUnit.SECONDS);
        LocalLab lab = new LocalLab(new LinuxSystem(), () -> Bench.labCommand(Main.class));
        Endpoint unix = new Endpoint.Unix(folder.resolve("lab.sock").toString());
        return Waiting.fx(() -> {
                    Fonts.loadLatin();
                    Messages words = new Messages();
                    Settings settings = new Settings(words);
                    LabStage stage = new LabStage(new Stage(), settings);
                    LabWindow window = new LabWindow(
                            lab,
                            words,
                            settings,
                            new ServerPlan("tcp", List.of(Endpoint.parse("127.0.0.1:0")), Framing.LINE, 128),
                            new ServerPlan("unix", List.of(unix), Framing.LINE, 128));
                    stage.show(window);
                    window.begin();
                    return new Opened(window, stage);
                })
                .race(lab);
    }

    private record Opened(LabWindow window, LabStage stage) {
        WindowRace race(LocalLab lab) {
            await(
                    lab,
                    state -> state.listeners().size() == 2 && state.consoles().size() == 1);
            return new WindowRace(lab, window, stage, tcp(lab.now().state()));
        }
    }

    private static Endpoint tcp(LabState state) {
        return state.listeners().keySet().stream()
                .map(LabState.ListenerKey::endpoint)
                .filter(Endpoint.Inet.class::isInstance)
                .findFirst()
                .orElseThrow();
    }

    /** The servers move to a process of their own; their connections end. */
    private void isolate() {
        lab.submit(new Command.Isolate(true), "bench");
        lab.settle();
        await(
                lab,
                state -> OwnFds.of(state).apart().isPresent()
                        && state.listeners().size() == 2);
        tcp = tcp(lab.now().state());
    }

    /**
     * Four consoles, two servers, nobody at the keys; all of this process counts, the JVM's compilers too. The first
     * {@link #WARM_S} are left out: then the JVM still compiles what the start made hot, once, and that is not idling.
     */
    private void idle() throws IOException {
        open(4);
        Waiting.rest(WARM_S * 1_000);
        double before = cpuSeconds();
        Spent spent = new Spent();
        Waiting.rest(IDLE_S * 1_000);
        // On a desktop there is no such thread: GTK's own loop wakes the window.
        double part = (cpuSeconds() - before - spent.of("Headless Timer")) / IDLE_S;
        Report.atMost("an idle window, two servers, four consoles, without the headless timer", part * 100, 3, "%");
        Report.say("  of " + IDLE_S + " s: " + spent.since(8));
    }

    /** Each console takes its turn, so that no pill waits for the one before it on its wire. */
    private void typing() throws Exception {
        open(CONSOLES);
        Waiting.rest(3_000);
        double[] frames = new double[TYPED];
        double[] ms = new double[TYPED];
        for (int i = 0; i < TYPED; i++) {
            long took = typed(name(i % CONSOLES));
            ms[i] = took / 1e6;
            frames[i] = took / 1e6 / FRAME_MS;
            Waiting.rest(400);
        }
        Report.atMost("typing to picture, from the fact to the pill's frame", Report.median(frames), 2, "fr");
        Report.say(String.format(Locale.ROOT, "  that is %.1f ms", Report.median(ms)));
    }

    /** Types ping by its keys; how long after the fact was recorded the pill stood in the picture, ns. */
    private long typed(String console) throws Exception {
        CompletableFuture<long[]> seen = new CompletableFuture<>();
        Runnable[] watch = new Runnable[1];
        Waiting.fx(() -> {
            Set<String> before = new HashSet<>(pills());
            watch[0] = () -> pills().stream()
                    .filter(pill -> !before.contains(pill))
                    .findFirst()
                    .ifPresent(pill -> seen.complete(
                            new long[] {Long.parseLong(pill.substring("pill ".length())), System.nanoTime()}));
            stage.scene().addPostLayoutPulseListener(watch[0]);
            Node line = window.root().lookup("#input-" + console);
            for (char letter : "ping".toCharArray()) {
                String typed = String.valueOf(letter);
                Event.fireEvent(line, key(KeyEvent.KEY_TYPED, typed, KeyCode.UNDEFINED));
            }
            Event.fireEvent(line, key(KeyEvent.KEY_PRESSED, "", KeyCode.ENTER));
            return true;
        });
        long[] pill = seen.get(Waiting.PATIENCE_S, TimeUnit.SECONDS);
        Waiting.fx(() -> {
            stage.scene().removePostLayoutPulseListener(watch[0]);
            return true;
        });
        return Math.max(0, pill[1] - published.ceilingEntry(pill[0]).getValue());
    }

    private static KeyEvent key(EventType<KeyEvent> type, String typed, KeyCode code) {
        return new KeyEvent(type, typed, typed, code, false, false, false, false);
    }

    private List<String> pills() {
        return window.diagram().lookupAll(".draw-pill").stream()
                .map(pill -> pill.getParent().getId())
                .toList();
    }

    /** Requests on 64 connections as fast as one client can ask them. */
    private void flood() throws Exception {
        Path jvm = Path.of(System.getProperty("java.home"), "bin", "java");
        Process client = new ProcessBuilder(
                        jvm.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoadClient.class.getName(),
                        "tcp",
                        tcp.toString(),
                        Integer.toString(FLOOD_CONNECTIONS))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            client.inputReader().readLine();
            await(lab, state -> state.sockets().size() >= 2 * FLOOD_CONNECTIONS);
            AtomicInteger frames = new AtomicInteger();
            AnimationTimer counter = new AnimationTimer() {
                @Override
                public void handle(long now) {
                    frames.incrementAndGet();
                }
            };
            client.outputWriter().write(FLOOD_MS + "\n");
            client.outputWriter().flush();
            Waiting.rest(1_000);
            long began = System.nanoTime();
            long fact = lab.now().seq();
            Spent spent = new Spent();
            Waiting.fx(() -> {
                counter.start();
                return true;
            });
            Waiting.rest(FLOOD_MS - 2_000);
            double seconds = (System.nanoTime() - began) / 1e9;
            double rate = frames.get() / seconds;
            double facts = (lab.now().seq() - fact) / seconds;
            String counted = Waiting.fx(() -> {
                counter.stop();
                return legend();
            });
            Report.atLeast("frames a second under a flood from 64 connections", rate, 30, "");
            double own = spent.of("JavaFX Application Thread") * 1_000 / Math.max(1, frames.get());
            Report.atMost("CPU of the window's thread a frame, in that flood", own, 1_000.0 / 30, "ms");
            Report.say(String.format(Locale.ROOT, "  %.0f facts a second; %s; %s", facts, counted, spent.since(8)));
        } finally {
            client.destroy();
        }
    }

    /** Goes to moments here and there, as one who drags the knob of the time row; how long until each is drawn. */
    private void seek() throws Exception {
        Waiting.rest(2_000);
        long last = lab.now().seq();
        long first = lab.history().firstSeq();
        long recent = Math.max(first, last - IN_MEMORY);
        seek("a moment among the last " + (last - recent) + " facts", recent, last);
        seek("a moment among all " + (last - first) + " facts, most of them in the spool", first, last);
    }

    private void seek(String name, long from, long to) throws Exception {
        Random chance = new Random(1);
        double[] ms = new double[SOUGHT];
        for (int i = 0; i < SOUGHT; i++) {
            long seq = from + (long) (chance.nextDouble() * (to - from));
            CompletableFuture<Long> drawn = new CompletableFuture<>();
            long began = System.nanoTime();
            Runnable watch = () -> {
                if (window.bridge().position().get() == seq) {
                    drawn.complete(System.nanoTime());
                }
            };
            Waiting.fx(() -> {
                stage.scene().addPostLayoutPulseListener(watch);
                window.bridge().pauseAt(seq);
                return true;
            });
            ms[i] = (drawn.get(Waiting.PATIENCE_S, TimeUnit.SECONDS) - began) / 1e6;
            Waiting.fx(() -> {
                stage.scene().removePostLayoutPulseListener(watch);
                return true;
            });
        }
        double[] sorted = ms.clone();
        Arrays.sort(sorted);
        Report.atMost(name, Report.median(ms), 100, "ms");
        Report.say(String.format(Locale.ROOT, "  the slowest of ten: %.1f ms", sorted[SOUGHT * 9 / 10]));
    }

    /** What the diagram says of what it could not show. */
    private String legend() {
        List<String> said = new ArrayList<>();
        for (Node node : window.diagram().lookupAll(".draw-item-card .draw-legend")) {
            if (node instanceof Text text && text.getText().chars().anyMatch(Character::isDigit)) {
                said.add(text.getText());
            }
        }
        return String.join(", ", said);
    }

    private void open(int consoles) {
        for (int i = 0; i < consoles; i++) {
            if (!lab.now().state().consoles().containsKey(name(i))) {
                lab.submit(new Command.OpenConsole(name(i), tcp), "bench");
            }
        }
        await(
                lab,
                state -> state.consoles().values().stream()
                                .filter(console -> console.phase() == LabState.Phase.OPEN)
                                .count()
                        >= consoles);
    }

    private static String name(int index) {
        return String.valueOf((char) ('A' + index));
    }

    private static void await(LocalLab lab, Predicate<LabState> wanted) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(Waiting.PATIENCE_S);
        while (!wanted.test(lab.now().state())) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("the lab did not come that far within " + Waiting.PATIENCE_S + " s");
            }
            Waiting.rest(20);
        }
    }

    /** What this process has used so far: fields 14 and 15 of proc_pid_stat(5). */
    private static double cpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_S;
    }

    @Override
    public void close() {
        lab.close();
    }
}
