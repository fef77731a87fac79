package org.socketlab.ui;

import javafx.application.Platform;
import org.jspecify.annotations.Nullable;
import org.socketlab.lab.ChildRefused;
import org.socketlab.lab.Lab;
import org.socketlab.model.LabState;

/**
 * Changes the one window between the lab on this host, which goes on meanwhile, and one in a private network, which ends
 * when it is left. JavaFX thread.
 */
final class Places {
    private final LabStage stage;
    private final Messages words;
    private final Settings settings;
    private final LabWindow host;
    private final PrivateNetwork network;
    private @Nullable Lab elsewhere;
    private boolean starting;

    public Places(LabStage stage, Messages words, Settings settings, LabWindow host, PrivateNetwork network) {
        this.stage = stage;
        this.words = words;
        this.settings = settings;
        this.host = host;
        this.network = network;
        host.offerNetworks(Network.HOST, this::choose);
    }

    private void choose(Network wanted) {
        switch (wanted) {
            case HOST -> goHome();
            case PRIVATE -> {
                if (!starting && (elsewhere == null || !lives(elsewhere))) {
                    start();
                }
            }
        }
    }

    private static boolean lives(Lab lab) {
        LabState state = lab.now().state();
        return state.processes().containsKey(state.self());
    }

    private void goHome() {
        leave();
        stage.fill(host);
        host.consoles().focusFirst();
    }

    /** Ends the lab that is left; that may take a moment, in which nobody waits for it. */
    private void leave() {
        Lab left = elsewhere;
        elsewhere = null;
        if (left != null) {
            Thread.ofPlatform().name("leaving").start(left::close);
        }
    }

    private void start() {
        starting = true;
        host.top().network().setStarting(true);
        Thread.ofPlatform().daemon().name("private network").start(() -> {
            try {
                Desktop.Living opening = network.open();
                Platform.runLater(() -> enter(opening));
            } catch (ChildRefused e) {
                Platform.runLater(() -> refused(e));
            }
        });
    }

    private void started() {
        starting = false;
        host.top().network().setStarting(false);
    }

    private void refused(ChildRefused e) {
        started();
        goHome();
        host.tell(e.refusal());
    }

    private void enter(Desktop.Living opening) {
        started();
        leave();
        elsewhere = opening.lab();
        Messages own = words.within();
        LabWindow window = Desktop.living(opening, own, settings.within(own));
        window.offerNetworks(Network.PRIVATE, this::choose);
        opening.refusals().forEach(window::tell);
        stage.fill(window);
        window.begin();
    }
}
