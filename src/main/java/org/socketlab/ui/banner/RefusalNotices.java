package org.socketlab.ui.banner;

import java.util.List;
import java.util.function.Function;
import org.socketlab.model.Event;
import org.socketlab.model.Fact;
import org.socketlab.model.Refusal;
import org.socketlab.ui.Frame;
import org.socketlab.ui.Messages;
import org.socketlab.ui.View;

/** Turns refusals among the facts into notices, and puts at hand what helps. */
public final class RefusalNotices implements View {
    private static final List<String> PORT_TAKEN = List.of("server.port-taken", "server.port-taken-by");

    private final Banner banner;
    private final Runnable anotherPort;

    /** @param anotherPort starts the TCP server on a port that is free */
    public RefusalNotices(Banner banner, Runnable anotherPort) {
        this.banner = banner;
        this.anotherPort = anotherPort;
    }

    @Override
    public void show(Frame frame) {
        for (Fact fact : frame.news()) {
            if (fact.event() instanceof Refusal refusal) {
                banner.show(notice(refusal));
            }
            if (fact.event() instanceof Event.Listener listener
                    && listener.up()
                    && listener.actor().equals("server:tcp")) {
                PORT_TAKEN.forEach(banner::close);
            }
        }
    }

    private Notice notice(Refusal refusal) {
        Function<Messages, String> more = words -> refusal.why(words.language()) + " " + refusal.todo(words.language());
        return new Notice(refusal.code(), words -> refusal.what(words.language()), more, choices(refusal));
    }

    private List<Notice.Choice> choices(Refusal refusal) {
        return PORT_TAKEN.contains(refusal.code())
                ? List.of(new Notice.Choice("free-port", words -> words.text("banner.free-port"), anotherPort))
                : List.of();
    }
}
