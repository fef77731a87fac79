package org.socketlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PairingTest {
    private static KernelSocket tcp(long cookie, TcpState state, String local, String remote) {
        return Bare.tcp(Bare.tcp(cookie), state, local, remote, 0);
    }

    private static KernelSocket unix(long cookie, String local, long inode, long peer) {
        return Bare.unix(Bare.unix(cookie), UnixState.CONNECTED, local, inode, peer);
    }

    @Test
    void joinsTheReversedTuple() {
        KernelSocket client = tcp(1, TcpState.ESTABLISHED, "127.0.0.1:35123", "127.0.0.1:1208");
        KernelSocket server = tcp(2, TcpState.CLOSE_WAIT, "127.0.0.1:1208", "127.0.0.1:35123");
        KernelSocket other = tcp(3, TcpState.ESTABLISHED, "127.0.0.1:35124", "127.0.0.1:1208");
        assertThat(Pairing.of(List.of(client, server, other)))
                .containsOnly(Map.entry(client.id(), server.id()), Map.entry(server.id(), client.id()));
    }

    @Test
    void joinsADualStackServersChildWithItsPlainClient() {
        KernelSocket client = tcp(1, TcpState.ESTABLISHED, "127.0.0.1:35123", "127.0.0.1:1208");
        KernelSocket server = tcp(2, TcpState.ESTABLISHED, "[::ffff:127.0.0.1]:1208", "[::ffff:127.0.0.1]:35123");
        assertThat(Pairing.of(List.of(client, server))).containsEntry(client.id(), server.id());
    }

    @Test
    void aSelfConnectedSocketIsItsOwnPeer() {
        KernelSocket self = tcp(1, TcpState.ESTABLISHED, "127.0.0.1:40000", "127.0.0.1:40000");
        assertThat(Pairing.of(List.of(self))).containsEntry(self.id(), self.id());
    }

    @Test
    void aListenerHasNoPeer() {
        KernelSocket listener = tcp(1, TcpState.LISTEN, "127.0.0.1:1208", "0.0.0.0:0");
        KernelSocket client = tcp(2, TcpState.SYN_SENT, "127.0.0.1:35123", "127.0.0.1:1208");
        assertThat(Pairing.of(List.of(listener, client))).isEmpty();
    }

    @Test
    void joinsUnixSocketsOnThePeersInode() {
        KernelSocket client = unix(1, "", 100, 200);
        KernelSocket server = unix(2, "/tmp/lab.sock", 200, 100);
        KernelSocket waiting = unix(3, "", 300, 0);
        assertThat(Pairing.of(List.of(client, server, waiting)))
                .containsEntry(client.id(), server.id())
                .containsEntry(server.id(), client.id())
                .doesNotContainKey(waiting.id());
    }
}
