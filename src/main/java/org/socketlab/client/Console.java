package org.socketlab.client;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.socketlab.model.Actor;
import org.socketlab.model.Because;
import org.socketlab.model.Bytes;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.Saying;
import org.socketlab.model.SocketId;
import org.socketlab.model.SocketStage;
import org.socketlab.os.CallSink;
import org.socketlab.os.FactSink;
import org.socketlab.os.OffHeap;
import org.socketlab.os.OperatingSystem;
import org.socketlab.os.SyscallException;
import org.socketlab.os.Uninterrupted;

/**
 * A console: one connection, its transcript told as facts. Two platform threads make its blocking calls, one to connect
 * and read, one to write, so that a peer that does not read stops neither what arrives nor whoever types.
 *
 * <p>Methods are for any thread, and none waits for the peer. What is typed while connect() blocks is sent once it is
 * through.
 */
public final class Console implements AutoCloseable {
    /** How much may wait to be written, bytes. */
    static final long WAITING_MOST = 16L << 20;

    private static final int CHUNK = 64 << 10;

    /** What the writing thread is asked to do. */
    private sealed interface Order {
        record Write(Bytes bytes) implements Order {}

        record HalfClose() implements Order {}

        record Stop() implements Order {}
    }

    private final String name;
    private final Endpoint target;
    private final OperatingSystem system;
    private final FactSink facts;
    private final Session session;
    private final Gate gate = new Gate(this::tell);
    private final Thread reading;
    private final Thread writing;
    private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();
    private final AtomicLong waiting = new AtomicLong();

    /** Held to keep what is typed apart from the end: it is either sent or said not to have been. */
    private final Object typing = new Object();

    private boolean sideEnded;
    private boolean ended;
    private volatile int writeFailure;

    private Console(String name, Endpoint target, OperatingSystem system, CallSink calls, FactSink facts) {
        this.name = name;
        this.target = target;
        this.system = system;
        this.facts = facts;
        session = new Session(system.sockets(Actor.console(name), calls));
        reading = Thread.ofPlatform().name("console " + name).unstarted(this::live);
        writing = Thread.ofPlatform().name("console " + name + " writes").unstarted(this::write);
    }

    /** Begins to connect, on a thread of its own. */
    public static Console open(String name, Endpoint target, OperatingSystem system, CallSink calls, FactSink facts) {
        Console console = new Console(name, target, system, calls, facts);
        console.reading.start();
        return console;
    }

    /** Sends what a person typed, line end included. */
    public void send(Bytes bytes) {
        synchronized (typing) {
            if (ended || sideEnded) {
                note(ended ? ConsoleWords.notSent(bytes.length()) : ConsoleWords.sideEnded());
            } else if (waiting.get() + bytes.length() > WAITING_MOST) {
                note(ConsoleWords.tooMuch(waiting.get()));
            } else {
                facts.observed(new Event.ConsoleBytes(name, true, bytes));
                waiting.addAndGet(bytes.length());
                orders.add(new Order.Write(bytes));
            }
        }
    }

    /** Ends the own side once all that was typed has gone. */
    public void halfClose() {
        synchronized (typing) {
            if (!ended && !sideEnded) {
                sideEnded = true;
                orders.add(new Order.HalfClose());
            }
        }
    }

    /**
     * Holds back the next read(), or goes on reading. A read() that blocks already cannot be called back: it takes what
     * comes first.
     *
     * @return false where the connection is ending
     */
    public boolean holdRead(boolean held) {
        return gate.set(stage -> stage.withRead(held));
    }

    /** Holds back close() once the connection has ended, or closes; false where the connection is ending. */
    public boolean holdClose(boolean held) {
        return gate.set(stage -> stage.withClose(held));
    }

    /** Whether its socket is that one, from socket() to close(). */
    public boolean has(SocketId socket) {
        return session.id().equals(Optional.of(socket));
    }

    /** Ends the connection, whatever call blocks and whatever is held. */
    public void disconnect() {
        session.disconnect();
        gate.giveWay();
    }

    /**
     * Ends the connection with RST, whatever call blocks and whatever is held.
     *
     * @throws SyscallException where SO_LINGER could not be set; then nothing has happened
     */
    public void reset() throws SyscallException {
        session.reset();
        gate.giveWay();
    }

    /**
     * Whether the connection has ended or was never made; true before its close() is told, so whoever saw that may open anew.
     * Its threads may still be about to end: {@link #close} waits for them.
     */
    public boolean ended() {
        synchronized (typing) {
            return ended;
        }
    }

    /** Disconnects, and returns once both threads have ended and the fd is closed. Idempotent. */
    @Override
    public void close() {
        disconnect();
        Uninterrupted.join(reading);
    }

    private void live() {
        try {
            note(ConsoleWords.trying(target));
            session.open(target);
            note(ConsoleWords.connected(session.fd(), session.local()));
            writing.start();
            note(session.cancelled() ? cancelled() : ending());
            gate.awaitClose(() -> note(ConsoleWords.closeHeld()));
        } catch (SyscallException refusal) {
            note(session.cancelled() ? cancelled() : ConsoleWords.notConnected(target, refusal));
        } finally {
            end();
        }
    }

    private Saying cancelled() {
        return session.wasReset() ? ConsoleWords.resetByUs() : ConsoleWords.disconnected();
    }

    /** Reads until the connection ends, and says how it did. */
    private Saying ending() {
        OffHeap memory = system.allocate(CHUNK);
        int outcome = read(memory);
        while (outcome > 0) {
            facts.observed(new Event.ConsoleBytes(name, false, Bytes.of(memory.bytes(), 0, outcome)));
            outcome = read(memory);
        }
        if (session.cancelled()) {
            return cancelled();
        }
        // a reset is told once: where write() met it, read() sees an orderly end
        return ConsoleWords.ended(outcome == 0 ? writeFailure : outcome);
    }

    private int read(OffHeap memory) {
        gate.awaitRead();
        return session.read(memory);
    }

    private void end() {
        gate.giveWay();
        synchronized (typing) {
            ended = true;
            orders.add(new Order.Stop());
        }
        session.close();
        Uninterrupted.join(writing);
        noteWhatWaits();
    }

    private void noteWhatWaits() {
        long unsent = waiting.getAndSet(0);
        if (unsent > 0) {
            note(ConsoleWords.notSent(unsent));
        }
    }

    private void write() {
        OffHeap memory = system.allocate(CHUNK);
        try {
            while (true) {
                switch (orders.take()) {
                    case Order.Write(Bytes bytes) -> {
                        if (!written(bytes, memory)) {
                            stopWriting();
                            return;
                        }
                    }
                    case Order.HalfClose _ -> {
                        if (session.halfClose() == 0) {
                            note(ConsoleWords.halfClosed());
                        }
                    }
                    case Order.Stop _ -> {
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** No more is written: the peer reads no longer, or the connection is ending. */
    private void stopWriting() {
        synchronized (typing) {
            sideEnded = true;
            noteWhatWaits();
        }
    }

    private boolean written(Bytes bytes, OffHeap memory) {
        byte[] content = bytes.toArray();
        for (int from = 0; from < content.length; from += CHUNK) {
            int length = Math.min(CHUNK, content.length - from);
            memory.bytes().put(0, content, from, length);
            int outcome = session.write(memory, length);
            if (outcome < 0) {
                writeFailure = outcome;
                return false;
            }
            waiting.addAndGet(-length);
        }
        return true;
    }

    private void tell(SocketStage held) {
        session.id()
                .ifPresent(id -> facts.tell(
                        System.nanoTime(),
                        held.free() ? Evidence.OBSERVED : Evidence.STAGED,
                        Because.of(held.code()),
                        new Event.Holding(Actor.console(name), id, held)));
    }

    private void note(Saying saying) {
        facts.observed(new Event.ConsoleNote(name, saying));
    }
}
