package org.socketlab.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;

/** A {@link LoadClient} in a process of its own, with its connections to one server open. */
final class Load implements AutoCloseable {
    /** What one run measured: requests a second, and the server's CPU seconds a request. */
    record Run(double requestsPerSecond, double cpuPerRequest) {}

    private final Contestant server;
    private final Process process;
    private final Writer orders;
    private final BufferedReader answers;

    private Load(Contestant server, Process process) {
        this.server = server;
        this.process = process;
        this.orders = process.outputWriter();
        this.answers = process.inputReader();
    }

    static Load on(Contestant server, String kind, int connections) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(List.of(
                        "sh",
                        "-c",
                        "ulimit -n $(ulimit -Hn); exec \"$@\"",
                        "sh",
                        java.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoadClient.class.getName(),
                        kind,
                        server.address,
                        Integer.toString(connections)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Load load = new Load(server, process);
        load.answer();
        return load;
    }

    Run run(long milliseconds) throws IOException {
        double before = server.cpuSeconds();
        orders.write(milliseconds + "\n");
        orders.flush();
        String[] answer = answer().split(" ");
        double cpu = server.cpuSeconds() - before;
        double requests = Double.parseDouble(answer[0]);
        return new Run(requests / Double.parseDouble(answer[1]) * 1e9, cpu / requests);
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the load client on " + server.name + " ended");
        }
        return line;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
