package org.socketlab.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.socketlab.model.Endpoint;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.Pairing;
import org.socketlab.model.SocketId;
import org.socketlab.model.TcpState;
import org.socketlab.observe.Poser.Posed;
import org.socketlab.os.linux.LinuxKernelView;

/** Each of TCP's eleven states, made by real calls and found in the state, the process's own. */
@Timeout(60)
class EveryStateIT {
    private static final int OWN = (int) ProcessHandle.current().pid();

    @Test
    void eachIsFoundWithItsPeerItsOwnerAndItsPath() throws Exception {
        Facts facts = new Facts(OWN);
        try (LinuxKernelView view = new LinuxKernelView(OWN);
                Observer observer = Observer.of(view, facts, OWN);
                Poser poser = new Poser()) {
            List<Posed> all = new ArrayList<>();
            for (Pose pose : Pose.values()) {
                all.add(poser.pose(pose));
            }
            observer.watch(Watch.of(
                    all.stream()
                            .map(posed -> Endpoint.parse("127.0.0.1:" + posed.port()))
                            .toList(),
                    List.of()));
            EnumSet<TcpState> seen = EnumSet.noneOf(TcpState.class);
            for (Posed posed : all) {
                facts.until(posed.toString(), state -> whole(posed, state));
                SeenSocket found = found(posed, facts.state()).orElseThrow();
                seen.add(posed.pose().state());
                assertThat(found.path().last().orElseThrow().state())
                        .isEqualTo(posed.pose().state());
                assertThat(found.socket().owners().stream()
                                .map(owner -> owner.pid())
                                .distinct()
                                .toList())
                        .as("who holds %s", posed)
                        .isEqualTo(posed.pose().orphan() ? List.of() : List.of(OWN));
            }
            assertThat(seen).containsExactlyInAnyOrder(TcpState.values());
        }
    }

    /** Whether the socket is there as the kernel has it, its owner known, and its other end is the right one. */
    private static boolean whole(Posed posed, LabState state) {
        Optional<SeenSocket> found = found(posed, state);
        if (found.isEmpty()
                || found.get().socket().owners().isEmpty() != posed.pose().orphan()) {
            return false;
        }
        Map<SocketId, SocketId> pairs = Pairing.of(
                state.sockets().values().stream().map(SeenSocket::socket).toList());
        SocketId peer = pairs.get(found.get().socket().id());
        if (posed.pose().peer().isEmpty()) {
            return peer == null;
        }
        boolean itself = found.get().socket().id().equals(peer);
        return peer != null
                && itself == (posed.pose() == Pose.ITSELF)
                && state.sockets().get(peer).socket().state()
                        == posed.pose().peer().get();
    }

    private static Optional<SeenSocket> found(Posed posed, LabState state) {
        return state.sockets().values().stream()
                .filter(seen -> local(seen.socket(), posed) && posed.pose().is(seen.socket()))
                .findFirst();
    }

    private static boolean local(KernelSocket socket, Posed posed) {
        return socket.local().equals(posed.local());
    }
}
