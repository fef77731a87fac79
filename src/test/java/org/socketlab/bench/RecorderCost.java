package org.socketlab.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.socketlab.model.Event;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState;
import org.socketlab.model.Protocol;
import org.socketlab.model.SocketCall;
import org.socketlab.model.SocketId;
import org.socketlab.recording.SpoolFile;
import org.socketlab.trace.Recorder;
import org.socketlab.trace.Ring;
import org.socketlab.trace.Spool;
import org.socketlab.trace.Timeline;

/** What a told call costs who makes it, and a flood of them who records it. */
final class RecorderCost {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final ByteBuffer PING = ByteBuffer.allocateDirect(64);
    private static final List<String> NONE = List.of();
    private static final SocketId ID = new SocketId(Protocol.TCP, 8_001);

    private RecorderCost() {}

    static void run() throws InterruptedException {
        flood("one thread, no spool", 1, Spool.NONE);
        flood("one thread, no spool", 1, Spool.NONE);
        flood("one thread, spool file", 1, new SpoolFile());
        flood("one thread, spool file", 1, new SpoolFile());
        flood("64 threads, no spool", 64, Spool.NONE);
        flood("64 threads, spool file", 64, new SpoolFile());
        everyFact();
    }

    public static void main(String[] args) throws InterruptedException {
        run();
    }

    private static void made(Ring ring, SocketCall call, int fd) {
        long now = System.nanoTime();
        ring.made("server:tcp", call, fd, 4_096, NONE, now, 5, 0, NONE, ID, PING, 0, now + 1_000);
    }

    /** Threads that tell of calls as fast as they can, for two seconds. */
    private static void flood(String name, int count, Spool spool) throws InterruptedException {
        Ring ring = new Ring();
        Timeline timeline = new Timeline(LabState.empty(1), 4_096, 48L << 20, spool);
        long[] calls = new long[count];
        long[] cpu = new long[count];
        long[] allocated = new long[count];
        try (Recorder recorder = new Recorder(ring, timeline, System.nanoTime()).start()) {
            Thread recording = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("recorder"))
                    .findFirst()
                    .orElseThrow();
            long wall = System.nanoTime();
            long end = wall + TimeUnit.SECONDS.toNanos(2);
            long before = THREADS.getThreadCpuTime(recording.threadId());
            List<Thread> writers = new ArrayList<>();
            for (int w = 0; w < count; w++) {
                int me = w;
                writers.add(Thread.ofPlatform().start(() -> {
                    long self = Thread.currentThread().threadId();
                    made(ring, SocketCall.read, 7);
                    long garbage = THREADS.getThreadAllocatedBytes(self);
                    long cpuBefore = THREADS.getThreadCpuTime(self);
                    while (System.nanoTime() < end) {
                        for (int i = 0; i < 500; i++) {
                            made(ring, SocketCall.read, 7);
                            made(ring, SocketCall.write, 7);
                        }
                        calls[me] += 1_000;
                    }
                    cpu[me] = THREADS.getThreadCpuTime(self) - cpuBefore;
                    allocated[me] = THREADS.getThreadAllocatedBytes(self) - garbage;
                }));
            }
            for (Thread writer : writers) {
                writer.join();
            }
            wall = System.nanoTime() - wall;
            long used = THREADS.getThreadCpuTime(recording.threadId()) - before;
            recorder.flush();
            long facts = timeline.lastSeq();
            long all = sum(calls);
            say(
                    "flood, %s: %,.1f M calls/s told at %.0f ns each (both clock readings among them), %d B allocated;"
                            + " recorder %.1f %% of a core, %,.0f facts/s kept at %.0f ns each",
                    name,
                    all * 1e3 / wall,
                    (double) sum(cpu) / all,
                    sum(allocated),
                    100.0 * used / wall,
                    facts * 1e9 / wall,
                    (double) used / facts);
        }
    }

    /** Calls that are never thinned, each waited for: what a fact costs from ring to published state. */
    private static void everyFact() {
        Ring ring = new Ring();
        Timeline timeline = new Timeline(LabState.empty(1), 200_000, 48L << 20, Spool.NONE);
        try (Recorder recorder = new Recorder(ring, timeline, System.nanoTime()).start()) {
            for (int round = 0; round < 40; round++) {
                long cpu = 0;
                long seq = timeline.lastSeq();
                Thread recording = Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().equals("recorder"))
                        .findFirst()
                        .orElseThrow();
                cpu -= THREADS.getThreadCpuTime(recording.threadId());
                long telling = System.nanoTime();
                for (int i = 0; i < 6_000; i++) {
                    made(ring, SocketCall.epoll_ctl, 7);
                }
                telling = System.nanoTime() - telling;
                for (int i = 0; i < 6_000; i++) {
                    ring.observed(new Event.Log("server:tcp", "x"));
                }
                recorder.flush();
                cpu += THREADS.getThreadCpuTime(recording.threadId());
                if (round == 39) {
                    long facts = timeline.lastSeq() - seq;
                    say(
                            "calls and log lines: %d facts at %.0f ns each; a call that is taken costs its maker %.0f ns,"
                                    + " a clock reading among them",
                            facts, (double) cpu / facts, telling / 6e3);
                }
            }
            LabState state = timeline.live();
            List<Fact> last = timeline.between(0, Long.MAX_VALUE);
            long began = System.nanoTime();
            LabState back = timeline.stateAt(last.get(last.size() / 2).seq());
            say("a state %d facts ago: %.2f ms", state.seq() - back.seq(), (System.nanoTime() - began) / 1e6);
        }
    }

    private static long sum(long[] of) {
        long sum = 0;
        for (long one : of) {
            sum += one;
        }
        return sum;
    }

    private static void say(String pattern, Object... args) {
        Report.say(pattern.formatted(args));
    }
}
