package org.socketlab.ui.inspector;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ObjectProperty;
import org.socketlab.model.Actor;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.Pairing;
import org.socketlab.model.SocketId;
import org.socketlab.picture.Selection;
import org.socketlab.picture.diagram.Connection;
import org.socketlab.ui.Frame;
import org.socketlab.ui.View;

/**
 * Selects the first connection that is whole, so that the first minute has something to look at. Once something was
 * selected, by this or by a person, it selects nothing more.
 */
public final class FirstSelection implements View {
    private final ObjectProperty<Optional<Selection>> selection;
    private Set<SocketId> before = Set.of();
    private boolean waiting = true;

    public FirstSelection(ObjectProperty<Optional<Selection>> selection) {
        this.selection = selection;
        selection.addListener((_, _, _) -> waiting = false);
    }

    /** Waits for the first connection that is none of these, which are about to end. */
    public void again(Set<SocketId> ending) {
        before = Set.copyOf(ending);
        waiting = true;
    }

    @Override
    public void show(Frame frame) {
        if (waiting) {
            newest(frame.state()).ifPresent(pair -> selection.set(Optional.of(pair)));
        }
    }

    private Optional<Selection> newest(LabState state) {
        return Pairing.of(state.sockets().values().stream()
                        .map(SeenSocket::socket)
                        .toList())
                .keySet()
                .stream()
                .map(state.sockets()::get)
                .filter(seen -> Actor.isConsole(seen.actor())
                        && !before.contains(seen.socket().id()))
                .max(Comparator.comparingLong(SeenSocket::firstSeq))
                .flatMap(seen -> pair(seen.socket().id(), state));
    }

    private static Optional<Selection> pair(SocketId end, LabState state) {
        return Connection.of(new Selection.Socket(end), state)
                .flatMap(whole -> whole.client()
                        .flatMap(client -> whole.server().map(server -> new Selection.Pair(client, server))));
    }
}
