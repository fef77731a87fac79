package org.socketlab.picture.states;

import java.util.Locale;
import org.socketlab.model.SocketState;
import org.socketlab.picture.Words;

/** How it is known that an end was in a state, as a sentence. */
record Reasons(Words words) {
    String sentence(SocketState state, Trace.Visit visit) {
        String at = String.format(Locale.ROOT, "%.3f", visit.t() / 1e9);
        return switch (visit.reason()) {
            case NONE -> words.text("states.seen", at);
            case BEGAN -> words.text("states.because.began", state.name());
            case CONNECTED -> words.text("states.because.connected", state.name());
            case CONNECTING -> words.text("states.because.connecting", state.name());
            case LATER ->
                words.text(
                        "states.because.later",
                        state.name(),
                        visit.later().map(SocketState::name).orElse(""));
        };
    }
}
