package org.socketlab.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.socketlab.model.Bytes;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Family;
import org.socketlab.model.IpAddress;
import org.socketlab.model.SocketCall;
import org.socketlab.os.OperatingSystem;
import org.socketlab.os.Sockets;
import org.socketlab.os.SyscallException;
import org.socketlab.os.linux.LinuxSystem;

/** Consoles against peers that answer, end, reset, refuse, do not read, or never accept. */
@Timeout(30)
class ConsoleIT {
    private static final OperatingSystem SYSTEM = new LinuxSystem();

    private final Transcript transcript = new Transcript();
    private final OpenCalls calls = new OpenCalls();

    @TempDir
    Path folder;

    @AfterEach
    void noCallIsLeftOpenAndNoThread() {
        assertThat(calls.none()).isTrue();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("console T"));
    }

    private Console console(Endpoint target) {
        return Console.open("T", target, SYSTEM, calls, transcript);
    }

    private ServerSocketChannel server(String kind) throws IOException {
        return switch (kind) {
            case "unix" ->
                ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                        .bind(UnixDomainSocketAddress.of(folder.resolve("lab.sock")));
            default -> ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.ofLiteral(kind), 0));
        };
    }

    private static Endpoint endpoint(ServerSocketChannel server) throws IOException {
        return switch (server.getLocalAddress()) {
            case InetSocketAddress inet ->
                new Endpoint.Inet(IpAddress.of(inet.getAddress().getAddress()), inet.getPort());
            case UnixDomainSocketAddress unix ->
                new Endpoint.Unix(unix.getPath().toString());
            default -> throw new AssertionError();
        };
    }

    private static String line(SocketChannel from) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        StringBuilder line = new StringBuilder();
        while (from.read(one.clear()) == 1 && one.get(0) != '\n') {
            line.append((char) one.get(0));
        }
        return line.toString();
    }

    private static void answer(SocketChannel to, String text) throws IOException {
        to.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "unix"})
    void aTalkAndThePeersEnd(String kind) throws Exception {
        try (ServerSocketChannel server = server(kind);
                Console console = console(endpoint(server))) {
            console.send(Bytes.of("ping\n")); // typed while connect() may still block: sent all the same
            try (SocketChannel peer = server.accept()) {
                assertThat(line(peer)).isEqualTo("ping");
                answer(peer, "pong\n");
                transcript.await("pong");
                console.send(Bytes.of("quit\n"));
                assertThat(line(peer)).isEqualTo("quit");
            }
            transcript.await("* console.peer-closed");
            console.close();
            assertThat(console.ended()).isTrue();
            String connected = kind.equals("unix") ? "* console.connected-unix" : "* console.connected";
            assertThat(transcript.lines())
                    .containsSubsequence("* console.trying", connected, "pong", "> quit", "* console.peer-closed")
                    .contains("> ping");
            console.send(Bytes.of("late\n"));
            assertThat(transcript.lines()).endsWith("* console.not-sent").doesNotContain("> late");
        }
    }

    @Test
    void aHalfCloseLetsThePeerAnswer() throws Exception {
        try (ServerSocketChannel server = server("127.0.0.1");
                Console console = console(endpoint(server));
                SocketChannel peer = server.accept()) {
            console.send(Bytes.of("ping\n"));
            console.halfClose();
            console.halfClose();
            assertThat(line(peer)).isEqualTo("ping");
            assertThat(line(peer)).isEmpty();
            transcript.await("* console.half-closed");
            console.send(Bytes.of("more\n"));
            answer(peer, "pong\n");
            transcript.await("pong");
            assertThat(transcript.lines()).contains("* console.side-ended").doesNotContain("> more");
        }
    }

    @Test
    void aResetIsToldByName() throws Exception {
        try (ServerSocketChannel server = server("127.0.0.1");
                Console console = console(endpoint(server))) {
            SocketChannel peer = server.accept();
            peer.setOption(StandardSocketOptions.SO_LINGER, 0);
            peer.close();
            transcript.await("* console.reset");
            assertThat(transcript.notes()).anyMatch(text -> text.startsWith("Reset (ECONNRESET)"));
        }
    }

    @Test
    void aRefusalIsToldInWords() throws Exception {
        Endpoint nobody;
        try (ServerSocketChannel server = server("127.0.0.1")) {
            nobody = endpoint(server);
        }
        refused(nobody, "* console.connect.ECONNREFUSED");
        refused(new Endpoint.Unix(folder.resolve("none").toString()), "* console.connect-unix.ENOENT");
        refused(new Endpoint.Unix(folder + "/" + "a".repeat(108)), "* console.connect-unix.ENAMETOOLONG");
        server("unix").close(); // its file stays
        refused(new Endpoint.Unix(folder.resolve("lab.sock").toString()), "* console.connect-unix.ECONNREFUSED");
        Path file = Files.createFile(folder.resolve("plain"));
        refused(new Endpoint.Unix(file + "/x"), "* console.connect-unix.ENOTDIR");
        Path loop = Files.createSymbolicLink(folder.resolve("loop"), folder.resolve("loop"));
        refused(new Endpoint.Unix(loop.toString()), "* console.connect-unix.ELOOP");
        refused(new Endpoint.Inet(IpAddress.parse("255.255.255.255"), 9), "* console.connect.");
        assertThat(transcript.notes()).allMatch(text -> !text.contains("{") && !text.startsWith("console."));
    }

    private void refused(Endpoint target, String note) {
        try (Console console = console(target)) {
            while (!console.ended()) {
                Thread.onSpinWait();
            }
            console.send(Bytes.of("ping\n"));
            assertThat(transcript.lines()).endsWith("* console.not-sent").anyMatch(line -> line.startsWith(note));
        }
    }

    @Test
    void disconnectEndsABlockedRead() throws Exception {
        try (ServerSocketChannel server = server("127.0.0.1");
                Console console = console(endpoint(server));
                SocketChannel peer = server.accept()) {
            calls.await(SocketCall.read);
            console.disconnect();
            console.disconnect();
            transcript.await("* console.disconnected");
            assertThat(line(peer)).isEmpty();
        }
    }

    @Test
    void disconnectEndsABlockedConnectOverTcp() throws Exception {
        try (FullQueue full = new FullQueue(new Endpoint.Inet(IpAddress.LOOPBACK_V4, 0));
                Console console = console(full.at)) {
            calls.await(SocketCall.connect);
            assertThat(console.ended()).isFalse();
            console.disconnect();
            transcript.await("* console.disconnected");
            console.close();
            assertThat(transcript.lines()).containsExactly("* console.trying", "* console.disconnected");
        }
    }

    @Test
    void disconnectEndsABlockedConnectOverUnix() throws Exception {
        try (FullQueue full =
                        new FullQueue(new Endpoint.Unix(folder.resolve("full").toString()));
                Console console = console(full.at)) {
            calls.await(SocketCall.connect);
            console.send(Bytes.of("ping\n"));
            console.disconnect();
            transcript.await("* console.not-sent");
            console.close();
            assertThat(transcript.lines())
                    .containsExactly("* console.trying", "> ping", "* console.disconnected", "* console.not-sent");
            assertThat(calls.ended).containsOnlyOnce("connect");
        }
    }

    @Test
    void disconnectAtAnyMomentLeavesNothing() throws Exception {
        try (ServerSocketChannel server = server("127.0.0.1")) {
            for (int i = 0; i < 300; i++) {
                Console console = console(endpoint(server));
                long moment = System.nanoTime() + i * 2_000L; // from before socket() to the middle of read()
                while (System.nanoTime() < moment) {
                    Thread.onSpinWait();
                }
                console.close();
                assertThat(console.ended()).isTrue();
            }
        }
        assertThat(transcript.lines()).doesNotContain("* console.peer-closed", "* console.reset");
        assertThat(calls.ended.stream().filter("socket"::equals))
                .hasSameSizeAs(calls.ended.stream().filter("close"::equals).toList());
    }

    @Test
    void aPeerThatDoesNotReadStopsNobodyFromTypingOrLeaving() throws Exception {
        try (ServerSocketChannel server = server("127.0.0.1");
                Console console = console(endpoint(server));
                SocketChannel peer = server.accept()) {
            Bytes megabyte = Bytes.of(new byte[1 << 20]);
            long start = System.nanoTime();
            for (int i = 0; i < 40; i++) {
                console.send(megabyte);
            }
            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(20));
            transcript.await("* console.too-much");
            calls.await(SocketCall.write);
            answer(peer, "still here\n");
            transcript.await("still here");
            console.disconnect();
            transcript.await("* console.not-sent");
        }
    }

    @Test
    void allThatWasTypedArrivesInOrder() throws Exception {
        try (ServerSocketChannel server = server("unix");
                Console console = console(endpoint(server));
                SocketChannel peer = server.accept()) {
            byte[] sent = new byte[1_000_003];
            new java.util.Random(7).nextBytes(sent);
            console.send(Bytes.of(sent));
            console.halfClose();
            ByteBuffer came = ByteBuffer.allocate(sent.length + 1);
            while (peer.read(came) >= 0) {
                assertThat(came.hasRemaining()).isTrue();
            }
            assertThat(came.flip()).isEqualTo(ByteBuffer.wrap(sent));
        }
    }

    /** A listener that lets one in and accepts nobody. */
    private static final class FullQueue implements AutoCloseable {
        private final Sockets sockets = SYSTEM.sockets("test", org.socketlab.os.CallSink.NONE);
        private final int listener;
        private final int first;
        private final Endpoint at;

        FullQueue(Endpoint local) throws SyscallException {
            Family family = local instanceof Endpoint.Unix ? Family.UNIX : Family.INET;
            listener = sockets.socket(family, true);
            sockets.bind(listener, local);
            sockets.listen(listener, 0);
            at = sockets.localName(listener);
            first = sockets.socket(family, false);
            assertThat(sockets.connect(first, at)).isZero();
        }

        @Override
        public void close() {
            sockets.close(first);
            sockets.close(listener);
        }
    }
}
