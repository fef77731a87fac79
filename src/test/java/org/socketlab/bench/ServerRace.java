package org.socketlab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The lab's server against the Go server: CPU a request and throughput, in alternating pairs, by their medians. */
final class ServerRace {
    private static final int PAIRS = Integer.getInteger("bench.pairs", 9);
    private static final int MILLISECONDS = Integer.getInteger("bench.milliseconds", 2_500);
    private static final int WARM_UP = 5_000;

    private final Contestants contestants;

    ServerRace(Contestants contestants) {
        this.contestants = contestants;
    }

    void run(String kind, int connections, double mostCpu) throws IOException {
        double[] cpu = new double[PAIRS];
        double[] throughput = new double[PAIRS];
        try (Contestant go = contestants.go(kind);
                Contestant lab = contestants.lab(kind);
                Load onGo = Load.on(go, kind, connections);
                Load onLab = Load.on(lab, kind, connections)) {
            onGo.run(WARM_UP);
            onLab.run(WARM_UP);
            for (int pair = 0; pair < PAIRS; pair++) {
                Load.Run ofGo = onGo.run(MILLISECONDS);
                Load.Run ofLab = onLab.run(MILLISECONDS);
                cpu[pair] = ofLab.cpuPerRequest() / ofGo.cpuPerRequest();
                throughput[pair] = ofLab.requestsPerSecond() / ofGo.requestsPerSecond();
            }
        }
        String of = kind + ", " + connections + " connections: ";
        Report.atMost(of + "CPU a request, lab / Go", Report.median(cpu), mostCpu, "x");
        Report.atLeast(of + "requests a second, lab / Go", Report.median(throughput), 1.25, "x");
    }

    void idle(int connections) throws IOException {
        try (Contestant lab = contestants.lab("tcp");
                Load load = Load.on(lab, "tcp", connections)) {
            lab.rest(10);
            Report.atMost("tcp, " + connections + " idle connections: memory", lab.residentMegabytes(), 120, "MB");
        }
    }

    /** How to start each of the two, and where their logs go. */
    record Contestants(Path folder, List<String> labCommand, Path goBinary) {
        Contestant go(String kind) throws IOException {
            String where = kind.equals("tcp") ? "127.0.0.1:0" : socket("go");
            return Contestant.start("go", List.of(goBinary.toString(), kind, where), folder.resolve("go.log"));
        }

        Contestant lab(String kind) throws IOException {
            List<String> command = new ArrayList<>(labCommand);
            command.add(kind);
            command.add(kind.equals("tcp") ? "127.0.0.1:0" : socket("lab"));
            return Contestant.start("lab", command, folder.resolve("lab.log"));
        }

        /** In the system's temporary folder, because a path below the project's may be longer than sun_path. */
        private static String socket(String name) throws IOException {
            Path own = Files.createTempDirectory("socketlab-bench");
            Path socket = own.resolve(name + ".sock");
            own.toFile().deleteOnExit(); // after what is in it: the last to be named goes first
            socket.toFile().deleteOnExit();
            return socket.toString();
        }
    }
}
