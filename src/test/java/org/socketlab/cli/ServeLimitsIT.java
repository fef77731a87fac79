package org.socketlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.socketlab.os.Quickest;

/** {@code serve} at the limits of its process: no fd left, and ten thousand idle connections. */
@Timeout(180)
class ServeLimitsIT {
    private static final int IDLE = 10_000;
    private static final double MOST_MEGABYTES = 120;

    @Test
    void withoutAFreeFdClientsWaitAndNothingSpins() throws Exception {
        List<Socket> clients = new ArrayList<>();
        try (ServeProcess serve = ServeProcess.start("64", "--tcp", "127.0.0.1:0")) {
            int port = serve.port();
            for (int i = 0; i < 80; i++) {
                Socket client = new Socket("127.0.0.1", port);
                client.setSoTimeout(20_000);
                clients.add(client);
            }
            assertThat(serve.awaitLog("accept4: EMFILE")).isTrue();
            assertThat(ask(clients.getFirst())).isEqualTo("pong\n");

            assertThat(Quickest.below(200, () -> {
                        long ticks = serve.cpuTicks();
                        assertThat(waitsInVain(clients.getLast())).isTrue();
                        return 10 * (serve.cpuTicks() - ticks);
                    }))
                    .as("ms of processor time in half a second, once its compilers rest")
                    .isLessThan(200);
            assertThat(serve.log().lines().filter(line -> line.startsWith("accept4")))
                    .as("one episode, one line")
                    .hasSize(1);

            for (Socket client : clients.subList(0, clients.size() - 1)) {
                client.close();
            }
            assertThat(ask(clients.getLast())).isEqualTo("pong\n");
            assertThat(serve.terminated()).isZero();
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    /** Half a second without an answer; what was asked is answered later. */
    private static boolean waitsInVain(Socket client) throws IOException {
        client.setSoTimeout(500);
        try {
            return client.getInputStream().read() < -1;
        } catch (java.net.SocketTimeoutException asItShould) {
            return true;
        } finally {
            client.setSoTimeout(20_000);
        }
    }

    private static String ask(Socket client) throws IOException {
        client.getOutputStream().write("ping\n".getBytes(StandardCharsets.US_ASCII));
        return new String(client.getInputStream().readNBytes(5), StandardCharsets.US_ASCII);
    }

    @Test
    void tenThousandIdleConnectionsTakeLittleMemory() throws Exception {
        long limit = hardLimit();
        assumeTrue(limit > IDLE + 100, "the limit on fds is " + limit);
        // with room for those who come faster than a busy machine accepts: each turned away would try again a second
        // later
        try (ServeProcess serve = ServeProcess.start("hard", "--tcp", "127.0.0.1:0", "--backlog", "4096")) {
            Process crowd = crowd(serve.port());
            try (BufferedReader says = crowd.inputReader()) {
                assertThat(says.readLine()).isEqualTo("open");
                assertThat(serve.idleMegabytes(MOST_MEGABYTES)).isLessThanOrEqualTo(MOST_MEGABYTES);
                crowd.outputWriter().append('\n').flush();
                assertThat(says.readLine()).isEqualTo("ponged");
                assertThat(serve.idleMegabytes(MOST_MEGABYTES)).isLessThanOrEqualTo(MOST_MEGABYTES);
                assertThat(serve.terminated()).isZero();
            } finally {
                crowd.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }
        }
    }

    private static long hardLimit() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/self/limits")).stream()
                .filter(one -> one.startsWith("Max open files"))
                .findFirst()
                .orElseThrow();
        String hard = line.split(" +")[4];
        return hard.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(hard);
    }

    private static Process crowd(int port) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String start = "ulimit -n $(ulimit -Hn); exec \"$@\"";
        return new ProcessBuilder(
                        "sh",
                        "-c",
                        start,
                        "sh",
                        java,
                        "-XX:-MaxFDLimit",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.socketlab.cli.Crowd",
                        "" + port,
                        "" + IDLE)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
