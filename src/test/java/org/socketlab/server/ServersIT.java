package org.socketlab.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.Framing;
import org.socketlab.model.IpAddress;
import org.socketlab.model.Stage;

@Timeout(60)
class ServersIT {
    @TempDir
    private Path folder;

    @Test
    void bothKindsOfSocketSpeakTheSameProtocol() throws Exception {
        Path path = folder.resolve("lab.sock");
        try (Stand stand = Stand.tcp(Framing.LINE)) {
            stand.servers.start("unix", List.of(new Endpoint.Unix(path.toString())), Framing.LINE, 128);
            for (Client client : List.of(stand.connect(), stand.connectUnix())) {
                try (client) {
                    assertThat(client.say("ping\n").hearLine()).isEqualTo("pong\n");
                    assertThat(client.say("echo \u00ff b\nhello\nquit\nping\n").hearEnd())
                            .isEqualTo("\u00ff b\n");
                }
            }
            assertThat(stand.facts.awaitLog("Connection from unnamed closed")).isTrue();
            assertThat(stand.facts.of(Event.Log.class))
                    .contains(
                            new Event.Log("server:tcp", "Unsupported command: hello"),
                            new Event.Log("server:unix", "Unsupported command: hello"));
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void ipv6HasAListenerOfItsOwnOnTheSamePort() throws Exception {
        try (Stand stand = new Stand()) {
            Assumptions.assumeTrue(Defaults.hasIpv6(stand.system), "this host has no IPv6");
            assertThat(Defaults.loopback(stand.system, 1208))
                    .extracting(Endpoint::toString)
                    .containsExactly("127.0.0.1:1208", "[::1]:1208");
            Endpoint.Inet v4 = (Endpoint.Inet) stand.servers
                    .start("tcp", List.of(Stand.ANY_PORT), Framing.LINE, 128)
                    .getFirst();
            Endpoint.Inet v6 = new Endpoint.Inet(IpAddress.ANY_V6, v4.port());
            stand.servers.start("six", List.of(v6), Framing.LINE, 128);
            try (Client client = Client.of(new java.net.Socket("::1", v4.port()))) {
                assertThat(client.say("ping\n").hearLine()).isEqualTo("pong\n");
            }
            assertThat(stand.facts.await(facts -> facts.log().stream().anyMatch(line -> line.contains("[::1]:"))))
                    .isTrue();
        }
    }

    @Test
    void bindsAllOrNone() throws Exception {
        Path path = folder.resolve("lab.sock");
        try (Stand stand = Stand.tcp(Framing.LINE)) {
            List<Endpoint> wanted = List.of(
                    new Endpoint.Unix(path.toString()),
                    Stand.ANY_PORT,
                    new Endpoint.Inet(IpAddress.LOOPBACK_V4, stand.port()));
            assertThatThrownBy(() -> stand.servers.start("more", wanted, Framing.LINE, 128))
                    .isInstanceOfSatisfying(
                            ServerRefusal.class,
                            e -> assertThat(e.refusal().code()).isEqualTo("server.port-taken"));
            assertThat(path).doesNotExist();
            assertThat(stand.servers.names()).containsExactly("tcp");
            assertThat(stand.facts.of(Event.Listener.class)).hasSize(1);
            stand.servers.start("more", wanted.subList(0, 2), Framing.LINE, 128);
            assertThat(path).exists();
        }
    }

    @Test
    void aSocketFileIsItsOwnersAloneFromBirthAndGoesWithTheServer() throws Exception {
        Path path = folder.resolve("lab.sock");
        try (Stand stand = Stand.unix(path, Framing.LINE)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rw-------");
            stand.servers.stop("unix");
            assertThat(path).doesNotExist();
        }
    }

    @Test
    void aFileThatTookThePlaceOfOursIsNotTouched() throws Exception {
        Path path = folder.resolve("lab.sock");
        try (Stand stand = Stand.unix(path, Framing.LINE)) {
            Files.delete(path);
            Files.writeString(path, "somebody else's");
            stand.servers.stop("unix");
        }
        assertThat(path).hasContent("somebody else's");
    }

    @Test
    void stoppingEndsTheConnectionsInOrderAndFreesThePort() throws Exception {
        try (Stand stand = Stand.tcp(Framing.LINE)) {
            int port = stand.port();
            try (Client client = stand.connect()) {
                assertThat(client.say("ping\n").hearLine()).isEqualTo("pong\n");
                stand.servers.stop("tcp");
                assertThat(client.hearEnd()).isEmpty();
            }
            assertThat(stand.servers.names()).isEmpty();
            assertThatThrownBy(() -> new java.net.Socket("127.0.0.1", port)).isInstanceOf(ConnectException.class);
            Endpoint same = new Endpoint.Inet(IpAddress.LOOPBACK_V4, port);
            assertThat(stand.servers.start("tcp", List.of(same), Framing.LINE, 128))
                    .containsExactly(same);
            assertThat(stand.facts.of(Event.Listener.class))
                    .extracting(Event.Listener::up)
                    .containsExactly(true, false, true);
        }
    }

    @Test
    void closingConnectionsLeavesTheServersUp() throws Exception {
        try (Stand stand = Stand.tcp(Framing.LINE);
                Client before = stand.connect()) {
            assertThat(before.say("ping\n").hearLine()).isEqualTo("pong\n");
            stand.servers.closeConnections();
            assertThat(before.hearEnd()).isEmpty();
            try (Client after = stand.connect()) {
                assertThat(after.say("ping\n").hearLine()).isEqualTo("pong\n");
            }
        }
    }

    @Test
    void namesAreTakenOnceAndUnknownOnesRefused() throws Exception {
        try (Stand stand = Stand.tcp(Framing.LINE)) {
            assertRefused(
                    "server.already-up", () -> stand.servers.start("tcp", List.of(Stand.ANY_PORT), Framing.LINE, 128));
            assertRefused("server.not-up", () -> stand.servers.stop("unix"));
            assertRefused("server.not-up", () -> stand.servers.setStage("unix", Stage.FREE));
            assertRefused("server.accept-not-held", () -> stand.servers.letOneIn("tcp"));
            stand.servers.close();
            stand.servers.close();
            assertRefused(
                    "server.lab-closed", () -> stand.servers.start("tcp", List.of(Stand.ANY_PORT), Framing.LINE, 128));
        }
    }

    @Test
    void abstractNamesWorkAndMakeNoFile() throws Exception {
        try (Stand stand = new Stand()) {
            Endpoint name = new Endpoint.Unix("@socketlab-test-" + stand.system.pid());
            assertThat(stand.servers.start("unix", List.of(name), Framing.LINE, 128))
                    .containsExactly(name);
            assertThat(Path.of(name.toString())).doesNotExist();
            assertRefused("server.path-live", () -> stand.servers.start("again", List.of(name), Framing.LINE, 128));
        }
    }

    static void assertRefused(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable attempt) {
        assertThatThrownBy(attempt).isInstanceOfSatisfying(ServerRefusal.class, e -> {
            assertThat(e.refusal().code()).isEqualTo(code);
            assertThat(e.getMessage()).doesNotContain(code).matches(".+\\. .+\\. .+\\.");
        });
    }
}
