package org.socketlab.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.socketlab.model.Because;
import org.socketlab.model.Bytes;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState;
import org.socketlab.model.Protocol;
import org.socketlab.model.SocketCall;
import org.socketlab.model.SocketId;
import org.socketlab.recording.Host;
import org.socketlab.recording.RecordingWriter;

/** A recording of a million calls and returns, 64 connections pinging: how soon it is open, in how much memory. */
final class RecordingRace {
    private static final int CONNECTIONS = 64;
    private static final int FACTS = 1_000_000;
    private static final int RUNS = 3;
    private static final int SELF = 4_711;
    private static final Bytes PING = Bytes.of("ping\n");
    private static final Bytes PONG = Bytes.of("pong\n");

    private final RecordingWriter out;
    private final Random random = new Random(1);
    private long seq;
    private long call;
    private long t;

    private RecordingRace(RecordingWriter out) {
        this.out = out;
    }

    static void run(Path folder) throws Exception {
        Path file = folder.resolve("million.socketlab").toAbsolutePath();
        write(file);
        Report.say("a recording of " + FACTS + " facts, " + Files.size(file) / 1_000_000 + " MB");
        for (int run = 0; run < RUNS; run++) {
            open(file, "read");
        }
        for (int run = 0; run < RUNS; run++) {
            open(file, "window");
        }
        Files.delete(file);
    }

    /** Prints what {@link RecordingOpened} has measured in a JVM of its own. */
    private static void open(Path file, String how) throws Exception {
        List<String> command = new ArrayList<>(Bench.labCommand(RecordingOpened.class));
        command.add(file.toString());
        command.add(how);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        System.out.print(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the recording could not be opened");
        }
    }

    private static void write(Path file) throws IOException {
        try (RecordingWriter out = new RecordingWriter(
                Files.newOutputStream(file),
                Instant.parse("2026-01-31T12:00:00Z"),
                new Host("6.18.0", "bench", 1_000, "b0b0", SELF),
                LabState.empty(SELF))) {
            new RecordingRace(out).write();
        }
    }

    private void write() throws IOException {
        for (int i = 0; i < CONNECTIONS; i++) {
            connect(i);
        }
        // each connection is somewhere in its ping, as threads and the kernel would have it
        int[] step = new int[CONNECTIONS];
        long[] open = new long[CONNECTIONS];
        while (seq < FACTS) {
            int i = random.nextInt(CONNECTIONS);
            open[i] = step(i, step[i], open[i]);
            step[i] = (step[i] + 1) % 10;
        }
    }

    private void connect(int i) throws IOException {
        String actor = "console:C" + i;
        int fd = client(i);
        returned(
                called(SocketCall.socket, List.of("AF_INET", "SOCK_STREAM", "IPPROTO_IP"), -1, actor),
                fd,
                i * 2,
                Bytes.NONE);
        Endpoint to = Endpoint.parse("127.0.0.1:1208");
        returned(called(SocketCall.connect, List.of(fd + "", to.toString(), "16"), fd, actor), 0, i * 2, Bytes.NONE);
        returned(
                called(SocketCall.accept4, List.of("7", "SOCK_NONBLOCK|SOCK_CLOEXEC"), 7, "server:tcp"),
                server(i),
                i * 2 + 1,
                Bytes.NONE);
    }

    private long step(int i, int step, long open) throws IOException {
        String console = "console:C" + i;
        return switch (step) {
            case 0 -> called(SocketCall.write, List.of(client(i) + "", "5"), client(i), console);
            case 1 -> returned(open, 5, i * 2, PING);
            case 2 -> called(SocketCall.epoll_wait, List.of("9", "256", "-1"), 9, "server:tcp");
            case 3 -> returned(open, 1, -1, Bytes.NONE);
            case 4 -> called(SocketCall.read, List.of(server(i) + "", "65536"), server(i), "server:tcp");
            case 5 -> returned(open, 5, i * 2 + 1, PING);
            case 6 -> called(SocketCall.write, List.of(server(i) + "", "5"), server(i), "server:tcp");
            case 7 -> returned(open, 5, i * 2 + 1, PONG);
            case 8 -> called(SocketCall.read, List.of(client(i) + "", "65536"), client(i), console);
            default -> returned(open, 5, i * 2, PONG);
        };
    }

    private static int client(int i) {
        return 100 + 2 * i;
    }

    private static int server(int i) {
        return 101 + 2 * i;
    }

    private long called(SocketCall name, List<String> args, int fd, String actor) throws IOException {
        String thread = actor.startsWith("server") ? "server loop" : "console " + actor.substring(8);
        tell(new Event.Called(++call, name, args, fd, thread, actor));
        return call;
    }

    private long returned(long number, long result, int socket, Bytes bytes) throws IOException {
        Optional<SocketId> id = socket < 0 ? Optional.empty() : Optional.of(new SocketId(Protocol.TCP, 8_000 + socket));
        List<String> out = socket < 0 ? List.of("{events=EPOLLIN, data={u32=101, u64=101}}") : List.of();
        tell(new Event.Returned(number, result, "", out, id, bytes, bytes.length()));
        return 0;
    }

    private void tell(Event event) throws IOException {
        t += 1_000 + random.nextInt(20_000);
        out.write(new Fact(++seq, t, Evidence.OBSERVED, Because.OBSERVED, event));
    }
}
