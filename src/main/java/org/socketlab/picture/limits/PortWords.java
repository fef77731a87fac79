package org.socketlab.picture.limits;

import java.util.Comparator;
import java.util.Optional;
import org.socketlab.model.Endpoint;
import org.socketlab.model.FiveTuple;
import org.socketlab.model.IpAddress;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.ListenerKey;
import org.socketlab.model.LabState.SeenFd;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.Protocol;
import org.socketlab.model.SocketId;
import org.socketlab.picture.Numbers;
import org.socketlab.picture.Selection;
import org.socketlab.picture.Words;
import org.socketlab.picture.diagram.Connection;

/**
 * Says what a selection leaves of ports: the destination, the count, and what the count does and does not mean. Pure.
 *
 * @param title toward what; empty where there is nothing to count
 * @param count the numbers in one line; empty likewise
 */
public record PortWords(String title, String count, String meaning) {
    /** The number that the article gives for a client's connections: 65,536 ports without the first 1,024. */
    private static final long ARTICLE = 64_512;

    /** What is selected; where that has no destination, the first TCP listener of the lab's. */
    public static PortWords of(Optional<Selection> selection, LabState state, Words words) {
        Optional<FiveTuple> tuple = selection.flatMap(chosen -> tuple(chosen, state));
        if (tuple.filter(of -> of.protocol() == Protocol.UNIX).isPresent()) {
            return new PortWords("", "", words.text("inspector.ports.unix"));
        }
        return tuple.or(() -> firstListener(state))
                .flatMap(of -> ports(of.normal(), state))
                .map(ports -> new PortWords(
                        words.text("inspector.ports.title", ports.source(), ports.destination()),
                        words.text(
                                "inspector.ports.count",
                                Numbers.grouped(ports.used()),
                                Numbers.grouped(ports.waiting()),
                                Numbers.grouped(ports.left()),
                                Numbers.grouped(ports.all()),
                                String.valueOf(ports.low()),
                                String.valueOf(ports.high())),
                        words.text("inspector.ports.meaning", Numbers.grouped(ARTICLE), Numbers.grouped(ports.all()))))
                .orElseGet(() -> new PortWords("", "", words.text("inspector.ports.none")));
    }

    private static Optional<Ports> ports(FiveTuple tuple, LabState state) {
        if (!(tuple.remote() instanceof Endpoint.Inet destination)) {
            return Optional.empty();
        }
        IpAddress source = tuple.local() instanceof Endpoint.Inet local ? local.address() : destination.address();
        return Ports.toward(destination, source, state);
    }

    /** A connection as its client has it; a listener as a client on this host would. */
    private static Optional<FiveTuple> tuple(Selection selection, LabState state) {
        return Connection.of(selection, state).map(Connection::tuple).or(() -> listener(selection, state));
    }

    private static Optional<FiveTuple> listener(Selection selection, LabState state) {
        return switch (selection) {
            case Selection.Socket(SocketId id) -> listener(Optional.of(id), state);
            case Selection.Fd(int pid, int fd) ->
                listener(
                        Optional.ofNullable(state.processes().get(pid))
                                .map(process -> process.fds().get(fd))
                                .flatMap(SeenFd::id),
                        state);
            case Selection.Pair _, Selection.Process _ -> Optional.empty();
        };
    }

    private static Optional<FiveTuple> listener(Optional<SocketId> id, LabState state) {
        return id.map(state.sockets()::get)
                .map(SeenSocket::socket)
                .filter(socket -> socket.state().listens())
                .map(PortWords::toward);
    }

    private static FiveTuple toward(KernelSocket listening) {
        return new FiveTuple(listening.protocol(), Endpoint.NONE, onThisHost(listening.local()));
    }

    private static Optional<FiveTuple> firstListener(LabState state) {
        return state.listeners().keySet().stream()
                .map(ListenerKey::endpoint)
                .filter(Endpoint.Inet.class::isInstance)
                .min(Comparator.comparing(Endpoint::toString))
                .map(end -> new FiveTuple(Protocol.TCP, Endpoint.NONE, onThisHost(end)));
    }

    /** Where it listens on every address, a client on this host reaches it at the loopback's. */
    private static Endpoint onThisHost(Endpoint end) {
        return end instanceof Endpoint.Inet inet && inet.address().any()
                ? new Endpoint.Inet(IpAddress.LOOPBACK_V4, inet.port())
                : end;
    }
}
