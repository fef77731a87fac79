package org.socketlab.model;

import org.pcollections.TreePVector;
import org.socketlab.model.LabState.ListenerKey;
import org.socketlab.model.LabState.LogLine;
import org.socketlab.model.LabState.SeenFile;
import org.socketlab.model.LabState.SeenHolding;
import org.socketlab.model.LabState.SeenListener;

/** What the lab tells of itself: where its servers listen, their socket files and logs, what is held back on a socket. */
final class ServerRules {
    private ServerRules() {}

    static LabState listener(LabState state, Fact fact, Event.Listener listener) {
        ListenerKey key = new ListenerKey(listener.actor(), listener.endpoint());
        return state.withListeners(
                listener.up()
                        ? state.listeners().plus(key, new SeenListener(listener, fact.seq()))
                        : state.listeners().minus(key));
    }

    static LabState holding(LabState state, Fact fact, Event.Holding holding) {
        return state.withHeld(
                holding.stage().free()
                        ? state.held().minus(holding.id())
                        : state.held().plus(holding.id(), new SeenHolding(holding.stage(), fact.seq())));
    }

    static LabState file(LabState state, Fact fact, Event.SocketFile file) {
        return state.withFiles(
                file.gone()
                        ? state.files().minus(file.path())
                        : state.files().plus(file.path(), new SeenFile(file, fact.seq())));
    }

    static LabState log(LabState state, Fact fact, Event.Log log) {
        TreePVector<LogLine> lines = state.logs().getOrDefault(log.actor(), TreePVector.empty());
        TreePVector<LogLine> kept = lines.size() < LabState.LOG_LINES ? lines : lines.minus(0);
        LogLine line = new LogLine(log.text(), fact.seq(), fact.t());
        return state.withLogs(state.logs().plus(log.actor(), kept.plus(line)));
    }
}
