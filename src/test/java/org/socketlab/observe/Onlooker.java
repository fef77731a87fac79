package org.socketlab.observe;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.socketlab.model.Because;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.Fact;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.LabState;
import org.socketlab.model.Pairing;
import org.socketlab.model.Refusal;
import org.socketlab.model.SocketId;
import org.socketlab.os.FactSink;
import org.socketlab.os.linux.LinuxKernelView;

/** A process of its own that observes one port and prints each socket it is told of, until its standard input ends. */
public final class Onlooker {
    private static LabState state = LabState.empty(0);

    private Onlooker() {}

    /** @param args the ports */
    public static void main(String[] args) throws Exception {
        int own = (int) ProcessHandle.current().pid();
        FactSink sink = new FactSink() {
            @Override
            public boolean tell(long t, Evidence evidence, Because because, Event event) {
                switch (event) {
                    case Event.Looked looked -> {
                        looked.sockets().forEach(Onlooker::print);
                        state = state.apply(new Fact(state.seq() + 1, t, evidence, because, event));
                        pairs();
                    }
                    case Refusal refusal -> System.out.println("refused " + refusal.code());
                    default -> {
                        // the test reads sockets only
                    }
                }
                return true;
            }
        };
        try (LinuxKernelView view = new LinuxKernelView(own);
                Observer observer = Observer.of(view, sink, own)) {
            observer.watch(Watch.of(
                    Stream.of(args)
                            .map(port -> Endpoint.parse("127.0.0.1:" + port))
                            .toList(),
                    List.of()));
            while (System.in.read() >= 0) {
                observer.nudge();
            }
        }
    }

    /** What each socket is now and what its other end is, as {@code pair STATE LOCAL INODE PEER-STATE|-|itself}. */
    private static void pairs() {
        List<KernelSocket> sockets = state.sockets().values().stream()
                .map(LabState.SeenSocket::socket)
                .toList();
        Map<SocketId, SocketId> peers = Pairing.of(sockets);
        for (KernelSocket socket : sockets) {
            SocketId peer = peers.get(socket.id());
            String other = peer == null
                    ? "-"
                    : peer.equals(socket.id())
                            ? "itself"
                            : state.sockets().get(peer).socket().state().name();
            System.out.println("pair " + socket.state() + " " + socket.local() + " "
                    + (socket.inode() == 0 ? "orphan" : "fd") + " " + other);
        }
    }

    private static void print(KernelSocket socket) {
        System.out.println(socket.state() + " " + socket.local() + " " + socket.remote()
                + (socket.ownersHidden()
                        ? " hidden"
                        : " owners " + socket.owners().size()));
    }
}
