package org.socketlab.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.socketlab.model.Because;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.os.FactSink;

/**
 * Prints the servers' log as it is told, from a thread of its own: a terminal or pipe that takes no more shall not hold up
 * the servers. What cannot be printed in time is counted, and the count is printed.
 */
final class LogLines implements FactSink, AutoCloseable {
    private static final int MOST_WAITING = 8_192;
    private static final String END = "";

    private final FactSink next;
    private final PrintStream out;
    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong lost = new AtomicLong();
    private final Thread thread = Thread.ofPlatform().name("log").daemon().unstarted(this::print);

    /** Every fact goes on to {@code next}. */
    LogLines(FactSink next, PrintStream out) {
        this.next = next;
        this.out = out;
        thread.start();
    }

    @Override
    public boolean tell(long t, Evidence evidence, Because because, Event event) {
        if (event instanceof Event.Log log && !lines.offer(log.text())) {
            lost.incrementAndGet();
        }
        return next.tell(t, evidence, because, event);
    }

    private void print() {
        List<String> waiting = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        boolean ended = false;
        while (!ended) {
            try {
                waiting.add(lines.take());
            } catch (InterruptedException e) {
                return;
            }
            lines.drainTo(waiting);
            ended = waiting.remove(END);
            waiting.forEach(line -> text.append(line).append('\n'));
            long gone = lost.getAndSet(0);
            if (gone > 0) {
                text.append(gone).append(" log lines could not be printed in time\n");
            }
            out.print(text);
            out.flush();
            waiting.clear();
            text.setLength(0);
        }
    }

    /** Prints what still waits, for a second at most. */
    @Override
    public void close() {
        try {
            lines.put(END);
            thread.join(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
