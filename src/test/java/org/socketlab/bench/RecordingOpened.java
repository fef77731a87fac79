package org.socketlab.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.socketlab.lab.ReplayLab;
import org.socketlab.model.Framing;
import org.socketlab.model.Protocol;
import org.socketlab.model.SocketId;
import org.socketlab.trace.History;
import org.socketlab.ui.Network;
import org.socketlab.ui.ServerPlan;
import org.socketlab.ui.demo.HeadlessWindow;

/** Opens a recording as the lab does, in a JVM that does nothing else, and says what it cost. */
final class RecordingOpened {
    private static final int SEEKS = 200;
    private static final int SCREENFUL = 60; // facts
    private static final int TRAIL = 400; // facts of a connection's end, as the ladder reads them

    private RecordingOpened() {}

    public static void main(String[] args) throws Exception {
        long started = ManagementFactory.getRuntimeMXBean().getStartTime();
        ReplayLab lab = ReplayLab.open(Path.of(args[0]));
        double read = (System.currentTimeMillis() - started) / 1_000.0;
        if (args[1].equals("window")) {
            ServerPlan none = new ServerPlan("tcp", List.of(), Framing.LINE, 0);
            ServerPlan neither = new ServerPlan("unix", List.of(), Framing.LINE, 0);
            HeadlessWindow window = HeadlessWindow.open(lab, none, neither, Network.HOST, 1_440, 900);
            window.await("the last moment", state -> state.seq() == lab.now().seq());
            double shown = (System.currentTimeMillis() - started) / 1_000.0;
            Report.atMost("recording: shown in a window since the JVM's start", shown, 5, "s");
            memory("recording: memory with the window (VmHWM)");
            window.close();
        } else {
            Report.atMost("recording: read and checked since the JVM's start", read, 5, "s");
            seek(lab.history());
            memory("recording: memory (VmHWM)");
        }
        Report.say(String.format(
                java.util.Locale.ROOT,
                "recording: processor time of all that %.2f s",
                ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                                .getProcessCpuTime()
                        / 1e9));
        lab.close();
    }

    private static void seek(History history) {
        Random random = new Random(2);
        double[] moments = new double[SEEKS];
        double[] trails = new double[SEEKS];
        for (int i = 0; i < SEEKS; i++) {
            long seq = 1 + random.nextLong(history.lastSeq());
            long begin = System.nanoTime();
            history.stateAt(seq);
            history.between(seq - SCREENFUL, seq);
            moments[i] = (System.nanoTime() - begin) / 1e6;
            long then = System.nanoTime();
            history.ofSocket(new SocketId(Protocol.TCP, 8_000 + random.nextInt(128)), seq, TRAIL);
            history.ofActor("console:C" + random.nextInt(64), seq, TRAIL);
            trails[i] = (System.nanoTime() - then) / 1e6;
        }
        Report.atMost("recording: seek, median", Report.median(moments), 100, "ms");
        Report.atMost("recording: seek, worst", worst(moments), 100, "ms");
        Report.atMost("recording: a connection's and a console's facts, median", Report.median(trails), 100, "ms");
        Report.atMost("recording: a connection's and a console's facts, worst", worst(trails), 100, "ms");
    }

    private static double worst(double[] values) {
        return java.util.Arrays.stream(values).max().orElse(0);
    }

    private static void memory(String what) throws java.io.IOException {
        String line = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(each -> each.startsWith("VmHWM"))
                .findFirst()
                .orElseThrow();
        Report.atMost(what, Long.parseLong(line.replaceAll("\\D", "")) / 1_024.0, 500, "MB");
    }
}
