package org.socketlab.trace;

import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What others ask of the recorder's thread, each done once all that lay in the ring before it is published. */
final class Chores {
    private static final long PATIENCE = 50; // ms

    private record Chore(long ticket, Runnable work, CompletableFuture<Void> done) {}

    private final Ring ring;
    private final Thread recorder;
    private final Waiting held;
    private final Queue<Chore> waiting = new ConcurrentLinkedQueue<>();

    Chores(Ring ring, Thread recorder, Waiting held) {
        this.ring = ring;
        this.recorder = recorder;
        this.held = held;
    }

    /** Has it done and returns then; at once where the recorder has ended. Any thread but the recorder's own. */
    void ask(Runnable work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        waiting.add(new Chore(ring.tail(), work, done));
        ring.wake();
        while (!done.isDone()) {
            try {
                done.get(PATIENCE, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (!recorder.isAlive()) { // closed meanwhile: nobody will come for it
                    return;
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Does those whose time has come. The recorder's thread. */
    void perform() {
        Iterator<Chore> each = waiting.iterator();
        while (each.hasNext()) {
            Chore chore = each.next();
            if (ring.head() >= chore.ticket() && !held.before(chore.ticket())) {
                each.remove();
                try {
                    chore.work().run();
                    chore.done().complete(null);
                } catch (RuntimeException e) {
                    chore.done().completeExceptionally(e);
                }
            }
        }
    }
}
