package org.socketlab.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.Actor;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Framing;
import org.socketlab.model.SocketId;
import org.socketlab.model.Stage;
import org.socketlab.os.CallSink;
import org.socketlab.os.FactSink;
import org.socketlab.os.KernelView;
import org.socketlab.os.OperatingSystem;
import org.socketlab.os.Sockets;
import org.socketlab.os.SyscallException;
import org.socketlab.os.Uninterrupted;

/**
 * The lab's servers, by name, and the one loop that serves them all.
 *
 * <p>Any thread but the loop's own may call; each call returns once it is done. A server {@code tcp} makes its calls as
 * the actor {@code server:tcp}, the loop waits as {@code server}.
 */
public final class Servers implements AutoCloseable {
    private final OperatingSystem system;
    private final CallSink calls;
    private final FactSink facts;
    private final OwnerLookup owners;
    private final ServerLoop loop;
    private final Thread thread;
    private final Map<String, Server> servers = new LinkedHashMap<>();
    private boolean closed;

    /**
     * Starts the loop, with nothing to serve yet.
     *
     * @param view is only asked what may be asked from any thread, TCP_INFO and the saved SYN; it stays the caller's
     * @throws SyscallException where there is no fd for an epoll set
     */
    public Servers(OperatingSystem system, KernelView view, CallSink calls, FactSink facts, OwnerLookup owners)
            throws SyscallException {
        Preload.whatServes();
        this.system = system;
        this.calls = calls;
        this.facts = facts;
        this.owners = owners;
        loop = new ServerLoop(
                system,
                system.sockets("server", calls).poller(ServerLoop.READY_AT_ONCE),
                new HandshakeEvidence(view, facts));
        thread = Thread.ofPlatform().name("server loop").daemon().start(loop);
    }

    /**
     * Binds and listens on all of these, or on none.
     *
     * @param backlog as listen(2) takes it
     * @return where it listens, in the same order, with the ports that the kernel picked
     */
    public synchronized List<Endpoint> start(String name, List<Endpoint> endpoints, Framing framing, int backlog)
            throws ServerRefusal {
        if (closed || servers.containsKey(name)) {
            throw new ServerRefusal(closed ? "server.lab-closed" : "server.already-up", "", name);
        }
        String actor = Actor.server(name);
        Sockets sockets = system.sockets(actor, calls);
        Server server = new Server(name, actor, sockets, facts, framing, backlog);
        for (Binder.Bound bound : new Binder(sockets, system.uid(), owners).bindAll(endpoints, backlog)) {
            Listener listener = new Listener(loop, server, bound.fd(), bound.endpoint(), bound.file());
            server.listeners().add(listener);
            server.tell(listener, true);
        }
        servers.put(name, server);
        onLoop(() -> server.listeners().forEach(Listener::watch));
        return server.endpoints();
    }

    /** Stops listening, ends the server's connections in order, takes its socket files away; at most about half a second. */
    public synchronized void stop(String name) throws ServerRefusal {
        Server server = named(name);
        servers.remove(name);
        stop(server);
        server.emptied().join();
    }

    private void stop(Server server) {
        onLoop(() -> {
            server.listeners().forEach(Listener::close);
            loop.endConnections(server);
            server.stop();
        });
    }

    /** Sets the three stage switches of a server. */
    public synchronized void setStage(String name, Stage stage) throws ServerRefusal {
        Server server = named(name);
        attempt(() -> server.setStage(stage));
    }

    /** While accept is held: accepts exactly one connection. */
    public synchronized void letOneIn(String name) throws ServerRefusal {
        attempt(named(name)::letOneIn);
    }

    /**
     * Holds back read() on an accepted socket, or goes on reading.
     *
     * @return false where no server has that connection
     */
    public synchronized boolean holdRead(SocketId socket, boolean held) throws ServerRefusal {
        return onConnection(
                socket, connection -> connection.hold(connection.held().withRead(held)));
    }

    /** Holds back close() on an accepted socket, or closes it where that is due; false where no server has it. */
    public synchronized boolean holdClose(SocketId socket, boolean held) throws ServerRefusal {
        return onConnection(
                socket, connection -> connection.hold(connection.held().withClose(held)));
    }

    /** Closes an accepted socket with RST; false where no server has it. */
    public synchronized boolean reset(SocketId socket) throws ServerRefusal {
        return onConnection(socket, Connection::reset);
    }

    /** What is done to one connection. */
    private interface Deed {
        void on(Connection connection) throws SyscallException;
    }

    private boolean onConnection(SocketId socket, Deed deed) throws ServerRefusal {
        AtomicBoolean found = new AtomicBoolean();
        attempt(() -> {
            try {
                Connection connection = loop.connection(socket);
                if (connection != null) {
                    found.set(true);
                    deed.on(connection);
                }
            } catch (SyscallException e) {
                throw ServerRefusal.of(e, socket.toString());
            }
        });
        return found.get();
    }

    /** Ends all connections of all servers in order, without waiting for the last of them; half a second at most. */
    public synchronized void closeConnections() {
        onLoop(() -> loop.endConnections(null));
    }

    /** Where a server listens; empty where it is not up. */
    public synchronized List<Endpoint> endpoints(String name) {
        Server server = servers.get(name);
        return server == null ? List.of() : server.endpoints();
    }

    /** The names of the servers that are up, in the order of their starts. */
    public synchronized List<String> names() {
        return List.copyOf(servers.keySet());
    }

    /** Stops all servers and ends the loop; idempotent. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        List<Server> all = new ArrayList<>(servers.values());
        servers.clear();
        all.forEach(this::stop);
        all.forEach(server -> server.emptied().join());
        loop.post(loop::end);
        Uninterrupted.join(thread);
    }

    private Server named(String name) throws ServerRefusal {
        Server server = servers.get(name);
        if (server == null) {
            throw new ServerRefusal("server.not-up", "", name);
        }
        return server;
    }

    /** Something the loop does that may be refused. */
    private interface Attempt {
        void make() throws ServerRefusal;
    }

    private void attempt(Attempt attempt) throws ServerRefusal {
        CompletableFuture<@Nullable ServerRefusal> outcome = new CompletableFuture<>();
        loop.post(() -> {
            try {
                attempt.make();
                outcome.complete(null);
            } catch (ServerRefusal refusal) {
                outcome.complete(refusal);
            } catch (RuntimeException | Error fault) {
                outcome.completeExceptionally(fault);
            }
        });
        ServerRefusal refusal = joined(outcome);
        if (refusal != null) {
            throw refusal;
        }
    }

    private void onLoop(Runnable work) {
        CompletableFuture<@Nullable Void> outcome = new CompletableFuture<>();
        loop.post(() -> {
            try {
                work.run();
                outcome.complete(null);
            } catch (RuntimeException | Error fault) {
                outcome.completeExceptionally(fault);
            }
        });
        joined(outcome);
    }

    private static <T extends @Nullable Object> T joined(CompletableFuture<T> outcome) {
        try {
            return outcome.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException fault -> throw fault;
                case Error fault -> throw fault;
                case null, default -> throw e;
            }
        }
    }
}
