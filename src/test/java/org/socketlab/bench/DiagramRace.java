package org.socketlab.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import javafx.animation.Animation;
import javafx.animation.Transition;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Framing;
import org.socketlab.ui.Fonts;
import org.socketlab.ui.LabStage;
import org.socketlab.ui.LabWindow;
import org.socketlab.ui.Messages;
import org.socketlab.ui.ServerPlan;
import org.socketlab.ui.Settings;

/**
 * What a frame of the whole window costs while a thousand sockets are drawn, none of them folded, and 200 pills run. The
 * window is the real one on JavaFX's headless platform, drawn by software; what happens in it is told by a script.
 *
 * <p>Counted is all that the window's thread does for a frame, from the animations to the handing over to the renderer:
 * by its CPU time, and by the clock, which also waits for a renderer that is not done with the frame before.
 */
final class DiagramRace implements AutoCloseable {
    private static final int PAIRS = 500;
    private static final int PILLS = 200;
    private static final double PROMISED_MS = 8;
    private static final int WARM_FRAMES = 300;
    private static final int FRAMES = 200;

    private final CrowdLab lab;
    private final LabWindow window;
    private final Parent layer;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final List<Double> cpu = new ArrayList<>();
    private final List<Double> wall = new ArrayList<>();
    private final Transition meter;
    private IntConsumer each = _ -> {};
    private int frame;
    private int wanted;
    private boolean counts;
    private boolean drawn;
    private long cpuBefore;
    private double xBefore;
    private CompletableFuture<Boolean> done = CompletableFuture.completedFuture(true);

    private DiagramRace(CrowdLab lab, LabWindow window) {
        this.lab = lab;
        this.window = window;
        this.layer = (Parent) window.diagram().lookup("#pills");
        meter = new Transition() {
            {
                setCycleDuration(Duration.seconds(1));
                setCycleCount(Animation.INDEFINITE);
            }

            @Override
            protected void interpolate(double part) {
                begin();
            }
        };
    }

    static void run() throws Exception {
        try (DiagramRace race = open()) {
            race.unfold();
            race.measure("at 100 %");
            race.fit();
            race.measure("zoomed out");
        } finally {
            Platform.exit();
        }
    }

    private static DiagramRace open() throws Exception {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        CompletableFuture<Void> started = new CompletableFuture<>();
        Platform.startup(() -> started.complete(null));
        Platform.setImplicitExit(false);
        started.get(Waiting.PATIENCE_S, TimeUnit.SECONDS);
        CrowdLab lab = new CrowdLab(PAIRS);
        return Waiting.fx(() -> {
            Fonts.loadLatin();
            Messages words = new Messages();
            Settings settings = new Settings(words);
            ServerPlan tcp = new ServerPlan("tcp", List.of(Endpoint.parse("127.0.0.1:1208")), Framing.LINE, 128);
            ServerPlan unix = new ServerPlan("unix", List.of(Endpoint.parse("/none")), Framing.LINE, 128);
            LabWindow window = new LabWindow(lab, words, settings, tcp, unix);
            new LabStage(new Stage(), settings).show(window);
            DiagramRace race = new DiagramRace(lab, window);
            window.root().getScene().addPostLayoutPulseListener(() -> race.drawn = true);
            race.meter.play();
            return race;
        });
    }

    private void unfold() throws Exception {
        Waiting.fx(() -> {
            Node bundle = item("bundle").orElseThrow();
            bundle.requestFocus();
            Event.fireEvent(
                    bundle, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false));
            return true;
        });
        Waiting.rest(1_000);
        long boxes = Waiting.fx(() -> items().stream()
                .filter(node -> node.getStyleClass().contains("draw-item-box"))
                .count());
        Report.say("diagram: " + boxes + " sockets in the picture");
    }

    private void fit() throws Exception {
        Waiting.fx(() -> {
            ((Button) window.diagram().lookup("#zoom-fit")).fire();
            return true;
        });
    }

    private Optional<Node> item(String id) {
        return items().stream().filter(node -> id.equals(node.getId())).findFirst();
    }

    private List<Node> items() {
        return List.copyOf(window.diagram().lookupAll(".draw-item"));
    }

    private void measure(String how) throws Exception {
        IntConsumer changes = frame -> {
            lab.waits(frame % PAIRS, frame % 7);
            lab.publish();
        };
        frames(WARM_FRAMES, changes);
        Spent still = new Spent();
        frames(FRAMES, _ -> {});
        report("a frame in which pills run, " + how, still);
        Spent busy = new Spent();
        frames(FRAMES, changes);
        report("and a socket changes, " + how, busy);
    }

    private void report(String what, Spent spent) {
        double drawn = spent.of("QuantumRenderer-0") * 1_000 / FRAMES;
        Report.atMost(what + ": CPU", median(cpu), PROMISED_MS, "ms");
        Report.atMost("  by the clock", median(wall), PROMISED_MS, "ms");
        Report.atMost("  CPU of the renderer, those between counted in", drawn, PROMISED_MS, "ms");
        Report.say(String.format(Locale.ROOT, "  %d frames; %s", cpu.size(), spent.since(5)));
    }

    private static double median(List<Double> values) {
        return Report.median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Lets pills run, round by round, until so many frames were counted in which all of them did. */
    private void frames(int many, IntConsumer changes) throws Exception {
        CompletableFuture<Boolean> whole = new CompletableFuture<>();
        Waiting.fx(() -> {
            cpu.clear();
            wall.clear();
            each = changes;
            wanted = many;
            done = whole;
            return true;
        });
        whole.get(Waiting.PATIENCE_S, TimeUnit.SECONDS);
    }

    /** The first thing of each pulse. */
    private void begin() {
        long began = System.nanoTime();
        long used = threads.getCurrentThreadCpuTime();
        if (counts && drawn) {
            cpu.add((used - cpuBefore) / 1e6);
        }
        counts = running() && !done.isDone();
        drawn = false;
        if (counts) {
            Platform.runLater(() -> {
                if (drawn) {
                    wall.add((System.nanoTime() - began) / 1e6);
                }
            });
            each.accept(frame++);
        } else if (layer.getChildrenUnmodifiable().isEmpty() && !done.isDone()) {
            for (int pair = 0; pair < PILLS; pair++) {
                lab.reads(pair * PAIRS / PILLS);
            }
            lab.publish();
        }
        if (cpu.size() >= wanted) {
            counts = false;
            done.complete(true);
        }
        cpuBefore = threads.getCurrentThreadCpuTime();
    }

    /** Whether all pills are there and on their way, not resting in the middle. */
    private boolean running() {
        double x = layer.getChildrenUnmodifiable().isEmpty()
                ? 0
                : layer.getChildrenUnmodifiable().getFirst().getLayoutX();
        boolean moved = x != xBefore;
        xBefore = x;
        return moved && layer.getChildrenUnmodifiable().size() == PILLS;
    }

    @Override
    public void close() {
        Platform.runLater(meter::stop);
        lab.close();
    }
}
