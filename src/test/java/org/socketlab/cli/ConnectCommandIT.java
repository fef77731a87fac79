package org.socketlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.socketlab.os.linux.LinuxSystem;
import picocli.CommandLine;

@Timeout(30)
class ConnectCommandIT {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @AfterEach
    void noTraceIsShown() {
        assertThat(err.toString()).doesNotContain("\tat ");
    }

    private int run(InputStream in, OutputStream to, String... args) {
        CommandLine root = SocketLab.commandLine(new LinuxSystem(), _ -> 99);
        root.getCommandSpec().removeSubcommand("connect");
        root.addSubcommand(new ConnectCommand(new LinuxSystem(), in, to));
        return root.setErr(new PrintWriter(err, true)).execute(args);
    }

    private static void start(Runnable task) {
        Thread.ofPlatform().daemon().start(task);
    }

    private CompletableFuture<Integer> connect(InputStream in, String... args) {
        return CompletableFuture.supplyAsync(() -> run(in, out, args), ConnectCommandIT::start);
    }

    private static InputStream typed(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Input that goes on, as a terminal's does. */
    private static PipedOutputStream terminal(PipedInputStream in, String text) throws IOException {
        PipedOutputStream keys = new PipedOutputStream(in);
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        return keys;
    }

    private static ServerSocketChannel loopback() throws IOException {
        return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
    }

    private static String at(String host, ServerSocketChannel server) throws IOException {
        return host + ":" + ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    private static String all(SocketChannel peer) throws IOException {
        return new String(Channels.newInputStream(peer).readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void answer(SocketChannel to, String text) throws IOException {
        to.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theEndOfInputWaitsForThePeersEnd() throws Exception {
        try (ServerSocketChannel server = loopback()) {
            var exit = connect(typed("ping\necho 你好"), "connect", at("localhost", server));
            try (SocketChannel peer = server.accept()) {
                assertThat(all(peer)).isEqualTo("ping\necho 你好");
                assertThat(exit).isNotDone();
                answer(peer, "pong\n你好\n");
            }
            assertThat(exit.get()).isZero();
            assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("pong\n你好\n");
            assertThat(err.toString()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"quit\n", "ping\n \t quit now\r\n", "\u3000quit\u3000\n"})
    void thePeersEndAfterQuitIsWell(String text) throws Exception {
        Path path = folder.resolve("lab.sock");
        try (ServerSocketChannel server =
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
                PipedInputStream in = new PipedInputStream();
                PipedOutputStream keys = terminal(in, text)) {
            var exit = connect(in, "connect", "--unix", path.toString());
            try (SocketChannel peer = server.accept()) {
                ByteBuffer came = ByteBuffer.allocate(text.getBytes(StandardCharsets.UTF_8).length);
                while (came.hasRemaining()) {
                    peer.read(came);
                }
            }
            assertThat(exit.get()).isZero();
            keys.flush();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ping\n", "quit", "quit\tx\n", "echo quit\n", "QUIT\n"})
    void thePeersEndBeforeThatIsAFailure(String text) throws Exception {
        try (ServerSocketChannel server = loopback();
                PipedInputStream in = new PipedInputStream();
                PipedOutputStream keys = terminal(in, text)) {
            var exit = connect(in, "connect", at("127.0.0.1", server));
            try (SocketChannel peer = server.accept()) {
                ByteBuffer came = ByteBuffer.allocate(text.length());
                while (came.hasRemaining()) {
                    peer.read(came);
                }
            }
            assertThat(exit.get()).isEqualTo(1);
            assertThat(err.toString())
                    .contains("before quit or the end of input")
                    .hasLineCount(1);
            keys.flush();
        }
    }

    @Test
    void aResetIsAFailure() throws Exception {
        try (ServerSocketChannel server = loopback();
                PipedInputStream in = new PipedInputStream();
                PipedOutputStream keys = terminal(in, "")) {
            var exit = connect(in, "connect", at("127.0.0.1", server));
            SocketChannel peer = server.accept();
            peer.setOption(StandardSocketOptions.SO_LINGER, 0);
            peer.close();
            assertThat(exit.get()).isEqualTo(1);
            assertThat(err.toString())
                    .startsWith("socketlab: Reset (ECONNRESET)")
                    .hasLineCount(1);
            keys.flush();
        }
    }

    @Test
    void aRefusalIsOneLine() throws Exception {
        String nobody;
        try (ServerSocketChannel server = loopback()) {
            nobody = at("127.0.0.1", server);
        }
        assertThat(run(typed(""), out, "connect", nobody)).isEqualTo(1);
        assertThat(err.toString()).contains("ECONNREFUSED", nobody).hasLineCount(1);
        assertThat(run(
                        typed(""),
                        out,
                        "connect",
                        "--unix",
                        folder.resolve("none").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("ENOENT").hasLineCount(2);
        assertThat(run(typed(""), out, "connect", "no.such.host.invalid:1")).isEqualTo(1);
        assertThat(err.toString()).contains("no.such.host.invalid").hasLineCount(3);
    }

    @Test
    void aNameIsTriedAtEachOfItsAddresses() throws Exception {
        // localhost is ::1 and 127.0.0.1 on most hosts; the server is at only one of them
        try (ServerSocketChannel server = loopback()) {
            var exit = connect(typed(""), "connect", at("localhost", server));
            try (SocketChannel peer = server.accept()) {
                assertThat(all(peer)).isEmpty(); // the peer's end comes after the end of input, not before it
            }
            assertThat(exit.get()).isZero();
        }
    }

    @Test
    void outputThatNobodyTakesIsAFailure() throws Exception {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        try (ServerSocketChannel server = loopback()) {
            var exit = CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return run(typed(""), closed, "connect", at("127.0.0.1", server));
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    ConnectCommandIT::start);
            try (SocketChannel peer = server.accept()) {
                answer(peer, "pong\n");
                assertThat(exit.get()).isEqualTo(1);
            }
            assertThat(err.toString()).contains("Broken pipe").hasLineCount(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "connect",
        "connect host",
        "connect host:port",
        "connect host:65536",
        "connect ::1:1208",
        "connect h:1 --unix /x",
        "connect :1",
        "connect h:+1",
        "connect --unix"
    })
    void usageIsExitCode2(String line) {
        assertThat(run(typed(""), out, line.split(" "))).isEqualTo(2);
        assertThat(err.toString()).isNotBlank();
    }
}
