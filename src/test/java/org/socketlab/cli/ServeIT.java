package org.socketlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.socketlab.server.Defaults;

@Timeout(120)
class ServeIT {
    @TempDir
    private Path folder;

    @Test
    void saysWhereItListensServesAndCleansUpOnSigterm() throws Exception {
        Path path = folder.resolve("lab.sock");
        try (ServeProcess serve = ServeProcess.start("hard", "--tcp", "localhost:0", "--unix", path.toString())) {
            int port = serve.port();
            assertThat(serve.line()).isEqualTo("listening on unix " + path);
            assertThat(ask(port, "ping\nhello\nquit\n")).isEqualTo("pong\n");
            try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
                client.write(ByteBuffer.wrap("echo 你好\n".getBytes(StandardCharsets.UTF_8)));
                ByteBuffer answer = ByteBuffer.allocate(64);
                assertThat(client.read(answer)).isEqualTo(7);
                assertThat(serve.terminated()).isZero();
            }
            assertThat(path).doesNotExist();
            assertThat(serve.line()).isNull();
            assertThat(serve.log())
                    .contains("Unsupported command: hello\n")
                    .contains("Connection from 127.0.0.1:")
                    .contains("Connection from unnamed closed\n");
        }
    }

    @Test
    void sigintIsAsGoodAnEnd() throws Exception {
        // what a shell runs in its background, such as these tests, ignores SIGINT, and so would whatever it starts
        List<String> notIgnored = List.of("env", "--default-signal=INT");
        List<String> probe = new ArrayList<>(notIgnored);
        probe.add("true");
        Assumptions.assumeTrue(tried(probe), "skipped: this env(1) sets no signal to its default");
        try (ServeProcess serve = ServeProcess.start(notIgnored, "--tcp", "127.0.0.1:0")) {
            serve.port();
            assertThat(serve.interrupted()).isZero();
        }
    }

    @Test
    void readFramingAnswersEachReadOnce() throws Exception {
        try (ServeProcess serve =
                ServeProcess.start("hard", "--tcp", "127.0.0.1:0", "--framing", "read", "--backlog", "5")) {
            assertThat(ask(serve.port(), "echo a\nb\n")).isEqualTo("a\nb\n");
        }
    }

    @Test
    void whatCannotBeHadIsOneLineAndExit1AndNothingIsBound() throws Exception {
        Path path = folder.resolve("lab.sock");
        Path plain = Files.writeString(folder.resolve("plain"), "kept");
        try (ServeProcess serve = ServeProcess.start("hard", "--unix", path.toString(), "--unix", plain.toString())) {
            assertThat(serve.exit()).isEqualTo(1);
            assertThat(serve.line()).isNull();
            assertThat(serve.log().lines())
                    .singleElement()
                    .asString()
                    .startsWith("socketlab: The server cannot listen");
        }
        assertThat(path).doesNotExist();
        assertThat(plain).hasContent("kept");
    }

    @Test
    void aTakenPortNamesItsOwner() throws Exception {
        try (ServeProcess first = ServeProcess.start("hard", "--tcp", "127.0.0.1:0");
                ServeProcess second = ServeProcess.start("hard", "--tcp", "127.0.0.1:" + first.port())) {
            assertThat(second.exit()).isEqualTo(1);
            assertThat(second.log()).contains("is in use by java, pid " + first.pid());
        }
    }

    @Test
    void whatIsNoAddressIsAMatterOfUsage() throws Exception {
        for (String wrong :
                new String[] {"1208", ":1208", "localhost:port", "localhost:65536", "::1:1208", "[fe80::1%lo]:1208"}) {
            try (ServeProcess serve = ServeProcess.start("hard", "--tcp", wrong)) {
                assertThat(serve.exit()).as(wrong).isEqualTo(2);
            }
        }
    }

    @Test
    void aNameInNoFileSystemIsServedAndMakesNoFile() throws Exception {
        String name = "@socketlab-test-" + ProcessHandle.current().pid();
        try (ServeProcess serve = ServeProcess.start("hard", "--unix", name)) {
            assertThat(serve.line()).isEqualTo("listening on unix " + name);
            assertThat(As.me().lab("connect", "--unix", name)).isEqualTo(new As.Ran("", "", 0));
        }
        assertThat(Path.of(name)).doesNotExist();
    }

    @Test
    void aHostWithoutIpv6IsToldInOneLineAndServedOverIpv4() throws Exception {
        List<String> probe = new ArrayList<>(ServeProcess.WITHOUT_IPV6);
        probe.add("true");
        Assumptions.assumeTrue(tried(probe), "no network namespace can be made here, or no ip(8)");
        List<String> prefix = new ArrayList<>(List.of("env", "XDG_RUNTIME_DIR=" + folder));
        prefix.addAll(ServeProcess.WITHOUT_IPV6);
        try (ServeProcess serve = ServeProcess.start(prefix)) {
            assertThat(serve.port()).isEqualTo(Defaults.PORT); // of that network, where nobody else has it
            assertThat(serve.awaitLog("This host has no IPv6, so the server listens on 127.0.0.1 only.\n"))
                    .isTrue();
            assertThat(folder.resolve("socketlab/lab.sock")).exists();
            assertThat(serve.terminated()).isZero();
        }
        assertThat(folder).isEmptyDirectory();
    }

    /** Whether a command can be run and does not fail. */
    private static boolean tried(List<String> command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private static String ask(int port, String text) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
