package org.socketlab.lesson;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.SeenConsole;
import org.socketlab.model.LabState.SeenHolding;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.OwnFds;
import org.socketlab.model.Owner;
import org.socketlab.model.Pairing;
import org.socketlab.model.SocketId;

/** Looks terms up in what the facts say of one moment. Pure. */
public record Reading(LabState state) {
    /** There is no such thing, and that was seen. */
    static final String NONE = "none";

    /** The term's value; {@code none} where there is none, empty where nobody has seen it yet. */
    public Optional<String> of(Term term) {
        return switch (term.subject()) {
            case Subject.Console(String name) -> ofConsole(term.property(), name);
            case Subject.Peer(String console) -> peer(console).flatMap(peer -> ofSocket(term.property(), peer, -1));
            case Subject.Server server -> ofServer(term.property(), server);
            case Subject.Lab _ -> Optional.of(Integer.toString(state.self()));
        };
    }

    private Optional<String> ofConsole(Term.Property property, String name) {
        SeenConsole console = state.consoles().get(name);
        if (console == null) {
            return Optional.empty();
        }
        if (property == Term.Property.PHASE) {
            return Optional.of(console.phase().name().toLowerCase(Locale.ROOT));
        }
        Optional<KernelSocket> own = socket(console.id());
        if (own.isEmpty() && console.phase() == LabState.Phase.ENDED) {
            return Optional.of(NONE);
        }
        return own.flatMap(socket -> ofSocket(property, socket, console.fd()));
    }

    /** @param known its fd, where a console told it */
    private Optional<String> ofSocket(Term.Property property, KernelSocket socket, int known) {
        return switch (property) {
            case STATE -> Optional.of(socket.state().toString());
            case LOCAL_PORT -> port(socket.localPort());
            case REMOTE_PORT -> port(socket.remotePort());
            case FD -> known >= 0 ? Optional.of(Integer.toString(known)) : fd(socket);
            case INODE -> Optional.of(socket.inode() == 0 ? NONE : Long.toString(socket.inode()));
            case RECV_Q -> Optional.of(Long.toString(socket.recvQ()));
            case SEND_Q -> Optional.of(Long.toString(socket.sendQ()));
            case PHASE, PORT, PATH, ACCEPT_QUEUE, FRAMING, PID -> Optional.empty();
        };
    }

    private static Optional<String> port(int port) {
        return Optional.of(port > 0 ? Integer.toString(port) : NONE);
    }

    /** A socket has no inode before accept() and after close(), so then it has no fd either. */
    private Optional<String> fd(KernelSocket socket) {
        OwnFds fds = OwnFds.of(state);
        Optional<Integer> own = fds.of(socket.id())
                .map(known -> known.row().fd())
                .or(() -> socket.owners().stream()
                        .filter(owner -> fds.own(owner.pid()))
                        .map(Owner::fd)
                        .findFirst());
        return own.isPresent() ? own.map(String::valueOf) : socket.inode() == 0 ? Optional.of(NONE) : Optional.empty();
    }

    private Optional<String> ofServer(Term.Property property, Subject.Server server) {
        List<Endpoint> endpoints = endpoints(server);
        if (property == Term.Property.PID) {
            return Optional.of(
                    endpoints.isEmpty()
                            ? NONE
                            : Integer.toString(OwnFds.of(state).serving()));
        }
        if (endpoints.isEmpty()) {
            return Optional.empty();
        }
        return switch (property) {
            case PORT -> endpoints.getFirst() instanceof Endpoint.Inet inet ? port(inet.port()) : Optional.of(NONE);
            case PATH ->
                endpoints.getFirst() instanceof Endpoint.Unix unix ? Optional.of(unix.path()) : Optional.of(NONE);
            case ACCEPT_QUEUE -> acceptQueue(endpoints);
            case FRAMING -> listener(server).map(listener -> listener.framing().word());
            case STATE, LOCAL_PORT, REMOTE_PORT, FD, INODE, RECV_Q, SEND_Q, PHASE, PID -> Optional.empty();
        };
    }

    /** All of a server's listening sockets together; on LISTEN the kernel's Recv-Q is the queue's length. */
    private Optional<String> acceptQueue(List<Endpoint> endpoints) {
        List<KernelSocket> listening = listening(endpoints);
        return listening.isEmpty()
                ? Optional.empty()
                : Optional.of(Long.toString(
                        listening.stream().mapToLong(KernelSocket::recvQ).sum()));
    }

    private List<KernelSocket> listening(List<Endpoint> endpoints) {
        return state.sockets().values().stream()
                .map(SeenSocket::socket)
                .filter(socket -> socket.state().listens() && endpoints.contains(socket.local()))
                .toList();
    }

    /** Where the server listens, IPv4 first; empty where it does not. */
    List<Endpoint> endpoints(Subject.Server server) {
        return state.listeners().keySet().stream()
                .filter(key -> key.actor().equals(server.actor()))
                .map(LabState.ListenerKey::endpoint)
                .sorted(Comparator.comparing((Endpoint end) -> end instanceof Endpoint.Inet inet
                                && inet.address().v6())
                        .thenComparing(Endpoint::toString))
                .toList();
    }

    Optional<Event.Listener> listener(Subject.Server server) {
        return state.listeners().entrySet().stream()
                .filter(entry -> entry.getKey().actor().equals(server.actor()))
                .map(entry -> entry.getValue().listener())
                .findFirst();
    }

    /** The listening socket of the server to select, its first endpoint's. */
    public Optional<SocketId> listeningSocket(Subject.Server server) {
        return endpoints(server).stream()
                .flatMap(end -> listening(List.of(end)).stream())
                .map(KernelSocket::id)
                .findFirst();
    }

    /** The console's own socket. */
    public Optional<SocketId> socketOf(String console) {
        SeenConsole seen = state.consoles().get(console);
        return seen == null ? Optional.empty() : socket(seen.id()).map(KernelSocket::id);
    }

    /** Whether the lab holds that call back on a socket of its own. */
    boolean holds(Action.Held call, SocketId socket) {
        SeenHolding holding = state.held().get(socket);
        return holding != null
                && switch (call) {
                    case READ -> holding.stage().holdRead();
                    case CLOSE -> holding.stage().holdClose();
                };
    }

    /** The socket of either end of a console's connection. */
    Optional<SocketId> socketOf(Subject end) {
        return switch (end) {
            case Subject.Console(String name) -> socketOf(name);
            case Subject.Peer(String console) -> peerOf(console);
            case Subject.Server _, Subject.Lab _ -> Optional.empty();
        };
    }

    /** The row of the lab's that stands for that socket. */
    Optional<OwnFds.OwnFd> holder(Subject end) {
        return socketOf(end).flatMap(OwnFds.of(state)::of);
    }

    /** The socket at the other end. */
    public Optional<SocketId> peerOf(String console) {
        return peer(console).map(KernelSocket::id);
    }

    private Optional<KernelSocket> peer(String console) {
        return socketOf(console)
                .flatMap(own -> socket(Optional.ofNullable(Pairing.of(state.sockets().values().stream()
                                .map(SeenSocket::socket)
                                .toList())
                        .get(own))));
    }

    private Optional<KernelSocket> socket(Optional<SocketId> id) {
        return id.map(known -> state.sockets().get(known)).map(SeenSocket::socket);
    }
}
