package org.socketlab.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.socketlab.model.Because;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.Framing;
import org.socketlab.model.SocketId;
import org.socketlab.model.SocketStage;
import org.socketlab.model.Stage;
import org.socketlab.os.Errno;
import org.socketlab.os.FactSink;
import org.socketlab.os.SocketOption;
import org.socketlab.os.Sockets;
import org.socketlab.os.SyscallException;

/** One named server: its listeners, how it cuts the stream, and what the stage holds back. The loop's thread only. */
final class Server {
    /** How long an answerless client is kept in SYN_RECV, s; the kernel then lets it through. */
    private static final int DEFER_SECONDS = 600;

    private final String name;
    private final String actor;
    private final Sockets sockets;
    private final FactSink facts;
    private final Framing framing;
    private final int backlog;
    private final List<Listener> listeners = new ArrayList<>();
    private final CompletableFuture<Void> emptied = new CompletableFuture<>();
    private Stage stage = Stage.FREE;
    private int connections;
    private boolean stopped;

    Server(String name, String actor, Sockets sockets, FactSink facts, Framing framing, int backlog) {
        this.name = name;
        this.actor = actor;
        this.sockets = sockets;
        this.facts = facts;
        this.framing = framing;
        this.backlog = backlog;
    }

    String name() {
        return name;
    }

    String actor() {
        return actor;
    }

    Sockets sockets() {
        return sockets;
    }

    Framing framing() {
        return framing;
    }

    int backlog() {
        return backlog;
    }

    List<Listener> listeners() {
        return listeners;
    }

    void log(String line) {
        facts.observed(new Event.Log(actor, line));
    }

    /** Whether accept() is called as clients come. */
    boolean accepts() {
        return !stage.holdAccept() && !stage.fullQueue();
    }

    /** Completes once it is stopped and its last connection is closed. */
    CompletableFuture<Void> emptied() {
        return emptied;
    }

    void opened() {
        connections++;
    }

    void closedOne() {
        connections--;
        tellWhetherEmptied();
    }

    void stop() {
        stopped = true;
        tellWhetherEmptied();
    }

    private void tellWhetherEmptied() {
        if (stopped && connections == 0) {
            emptied.complete(null);
        }
    }

    /** Sets the three switches on every listener, and tells of each. */
    void setStage(Stage wanted) throws ServerRefusal {
        if (wanted.waitForData() && listeners.stream().noneMatch(Listener::tcp)) {
            throw new ServerRefusal("server.no-handshake", "", name);
        }
        try {
            for (Listener listener : listeners) {
                if (listener.tcp() && wanted.waitForData() != stage.waitForData()) {
                    sockets.set(listener.fd(), SocketOption.TCP_DEFER_ACCEPT, wanted.waitForData() ? DEFER_SECONDS : 0);
                }
                if (wanted.fullQueue() != stage.fullQueue()) {
                    sockets.listen(listener.fd(), wanted.fullQueue() ? 0 : backlog);
                }
            }
        } catch (SyscallException e) {
            throw ServerRefusal.of(e, name);
        }
        stage = wanted;
        for (Listener listener : listeners) {
            listener.watch();
            tell(listener, true);
        }
    }

    /** Accepts exactly one of those who wait while accept is held. */
    void letOneIn() throws ServerRefusal {
        if (accepts()) {
            throw new ServerRefusal("server.accept-not-held", "", name);
        }
        for (Listener listener : listeners) {
            switch (listener.accept()) {
                case ACCEPTED -> {
                    return;
                }
                case OUT_OF_FDS -> throw new ServerRefusal("server.out-of-fds", Errno.EMFILE.name(), name);
                case NONE_WAITS, NEXT -> {}
            }
        }
        throw new ServerRefusal("server.nobody-waits", "", name);
    }

    /** Tells that a listener came up, went down or had its stage changed. */
    void tell(Listener listener, boolean up) {
        Event event = new Event.Listener(
                actor, up, listener.endpoint(), framing, stage.fullQueue() ? 0 : backlog, up ? stage : Stage.FREE);
        if (stage.free() || !up) {
            facts.observed(event);
        } else {
            facts.tell(System.nanoTime(), Evidence.STAGED, Because.of(codes(stage)), event);
        }
    }

    /** Tells what the stage holds back on an accepted socket from now on. */
    void tell(int fd, SocketStage held) {
        try {
            SocketId id = sockets.id(fd);
            facts.tell(
                    System.nanoTime(),
                    held.free() ? Evidence.OBSERVED : Evidence.STAGED,
                    Because.of(held.code()),
                    new Event.Holding(actor, id, held));
        } catch (SyscallException e) {
            throw new IllegalStateException("fd " + fd + " is no socket of the server", e);
        }
    }

    /** The switches that are on, joined by {@code +}. */
    private static String codes(Stage stage) {
        List<String> codes = new ArrayList<>(3);
        if (stage.holdAccept()) {
            codes.add("hold-accept");
        }
        if (stage.fullQueue()) {
            codes.add("full-queue");
        }
        if (stage.waitForData()) {
            codes.add("wait-for-data");
        }
        return String.join("+", codes);
    }

    /** Where it listens. */
    List<Endpoint> endpoints() {
        return listeners.stream().map(Listener::endpoint).toList();
    }
}
