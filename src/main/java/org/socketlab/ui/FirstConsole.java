package org.socketlab.ui;

import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.Fact;
import org.socketlab.model.Refusal;

/**
 * Opens console A as soon as there is a server of ours to talk to: the TCP server, or the Unix one where TCP was refused.
 * Not before, because on a taken port it would talk to whoever has it.
 */
final class FirstConsole implements View {
    static final String NAME = "A";

    private final Asking asking;
    private boolean wanted;
    private boolean tcpRefused;
    private Endpoint unix = Endpoint.NONE;

    FirstConsole(Asking asking) {
        this.asking = asking;
    }

    /** Asks for it. */
    void want() {
        wanted = true;
        tcpRefused = false;
        unix = Endpoint.NONE;
    }

    @Override
    public void show(Frame frame) {
        for (Fact fact : frame.news()) {
            switch (fact.event()) {
                case Event.Listener listener when listener.up() -> heard(listener);
                case Refusal refusal when !refusal.errno().isEmpty() -> tcpRefused = true;
                default -> {}
            }
        }
        if (wanted && tcpRefused && !unix.equals(Endpoint.NONE)) {
            open(unix);
        }
    }

    private void heard(Event.Listener listener) {
        switch (listener.endpoint()) {
            case Endpoint.Inet inet -> {
                if (wanted) {
                    open(inet);
                }
            }
            case Endpoint.Unix path -> unix = path;
        }
    }

    private void open(Endpoint target) {
        wanted = false;
        asking.ask(new Command.OpenConsole(NAME, target));
    }
}
