package org.socketlab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs all of it: {@code mvn -Pbench}; or only a part: {@code mvn -Pbench -Dbench=looks}, {@code clients}, {@code recorder},
 * {@code window}, {@code idle}, {@code apart}, {@code seek}, {@code diagram}, {@code recording} or {@code server}. Working directory: the project's.
 */
public final class Bench {
    private Bench() {}

    public static void main(String[] args) throws Exception {
        String wanted = args.length > 0 ? args[0] : "all";
        boolean all = wanted.equals("all");
        if (all || wanted.equals("looks")) {
            LookRace.run(1_000, 5, 12);
            LookRace.run(10_000, 15, 0);
        }
        if (all || wanted.equals("clients")) {
            ClientRace.run(1_000, 250);
            ClientRace.run(10_000, 250);
        }
        if (all || wanted.equals("recorder")) {
            RecorderCost.run();
        }
        if (all || wanted.equals("window")) {
            WindowRace.run();
        }
        if (all || wanted.equals("diagram")) {
            DiagramRace.run();
        }
        if (wanted.equals("idle")) {
            WindowRace.runIdle();
        }
        if (wanted.equals("apart")) {
            WindowRace.runApart();
        }
        if (wanted.equals("seek")) {
            WindowRace.runSeek();
        }
        if (all || wanted.equals("recording")) {
            RecordingRace.run(Files.createDirectories(Path.of("target/bench")));
        }
        if (all || wanted.equals("server")) {
            server();
        }
    }

    private static void server() throws Exception {
        Path folder = Files.createDirectories(Path.of("target/bench"));
        Path go = folder.resolve("go-server").toAbsolutePath();
        if (buildGo(go)) {
            ServerRace race = new ServerRace(new ServerRace.Contestants(folder, labCommand(), go));
            race.run("tcp", 64, 0.85);
            race.run("unix", 64, 0.85);
            race.run("tcp", 1_000, 0.75);
            race.run("unix", 1_000, 0.75);
            race.idle(10_000);
        } else {
            Report.say("The Go server to race against could not be built, because there is no `go` here: "
                    + "install it (apt-get install golang-go), then run this again.");
        }
    }

    private static boolean buildGo(Path binary) throws InterruptedException {
        try {
            return new ProcessBuilder("go", "build", "-o", binary.toString(), "src/test/go/server.go")
                            .inheritIO()
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // no such program
        }
    }

    private static List<String> labCommand() {
        return labCommand(FactServer.class);
    }

    /** The lab's JVM as {@code mvn} starts it: the same flags, from the same file. */
    static List<String> labCommand(Class<?> main) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--module-path=" + System.getProperty("bench.javafx"));
        command.add("@src/main/jvm/flags");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        return command;
    }
}
