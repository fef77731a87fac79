package org.socketlab.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Fact;
import org.socketlab.model.Family;
import org.socketlab.model.LabState;
import org.socketlab.os.CallSink;
import org.socketlab.os.Errno;
import org.socketlab.os.OperatingSystem;
import org.socketlab.os.Peer;
import org.socketlab.os.Sockets;
import org.socketlab.os.SyscallException;
import org.socketlab.recording.RecordingWriter;
import org.socketlab.recording.Request;
import org.socketlab.recording.Told;
import org.socketlab.trace.History;

/**
 * Serves a lab to the process that started this one: its commands come as lines, the facts go back as lines. It ends when
 * that process ends the stream, in whatever way, its own death included.
 *
 * <pre>
 *   Unix socket ─► requests ─► the lab ─► recorder ─► timeline ─► telling ─► Unix socket
 * </pre>
 */
public final class LabService {
    private static final int AT_ONCE = 4_096; // facts

    private final ServedLab lab;
    private final RecordingWriter out;
    private final Workbench telling = new Workbench("telling", this::failed);
    private final AtomicBoolean due = new AtomicBoolean();
    private final AtomicBoolean anew = new AtomicBoolean();
    private long sent; // the telling thread's, as is the next
    private boolean unheard;

    private LabService(ServedLab lab, RecordingWriter out) {
        this.lab = lab;
        this.out = out;
    }

    /**
     * Serves a lab until the stream ends.
     *
     * @param program how this program is started once more, up to where its arguments begin
     * @param socket where whoever started this process waits
     * @throws IOException where nobody of this user waits there, or no lab could be made
     */
    public static void serve(OperatingSystem system, Supplier<List<String>> program, Path socket) throws IOException {
        serve(system, socket, () -> new LocalLab(system, program));
    }

    /** Serves a lab's servers alone until the stream ends; otherwise the same. */
    public static void serveServers(OperatingSystem system, Path socket) throws IOException {
        serve(system, socket, () -> new LoneServers(system));
    }

    private interface Making {
        ServedLab lab() throws IOException;
    }

    private static void serve(OperatingSystem system, Path socket, Making making) throws IOException {
        try (Link link = call(system, socket);
                ServedLab lab = making.lab()) {
            LabState base = LabState.empty(system.pid());
            LabService service = new LabService(lab, new RecordingWriter(link.out(), lab.started(), lab.host(), base));
            // SIGTERM: no socket file stays, and how it ended is told
            Runtime.getRuntime().addShutdownHook(new Thread(service::end, "end"));
            service.run(link);
        }
    }

    private static Link call(OperatingSystem system, Path socket) throws SyscallException {
        Sockets sockets = system.sockets("lab", CallSink.NONE);
        int fd = sockets.socket(Family.UNIX, false);
        try {
            int outcome = sockets.connect(fd, new Endpoint.Unix(socket.toString()));
            if (outcome < 0) {
                throw new SyscallException("connect", -outcome);
            }
            Peer starter = sockets.peer(fd);
            if (starter.uid() != system.uid()) {
                throw new SyscallException("connect", Errno.EACCES.number());
            }
            system.goOnWithout(starter.pid());
            return new Link(system, sockets, fd);
        } catch (SyscallException e) {
            sockets.close(fd);
            throw e;
        }
    }

    private void run(Link link) throws IOException {
        out.flush();
        telling.start();
        lab.onStartedOver(() -> {
            anew.set(true);
            ring();
        });
        lab.onPublished(this::ring);
        ring();
        Request.Reader requests = new Request.Reader(link.in());
        try {
            for (Optional<Request> next = requests.next(); next.isPresent(); next = requests.next()) {
                perform(next.get());
            }
        } finally {
            end();
        }
    }

    private void end() {
        lab.close();
        telling.end(this::tell);
    }

    private void perform(Request request) {
        switch (request) {
            case Request.Do(var command, String by) -> lab.submit(command, by);
            case Request.Settle(long number) -> {
                lab.settle();
                telling.later(() -> {
                    tell();
                    write(new Told.Settled(number));
                    flush();
                });
            }
        }
    }

    private void ring() {
        if (due.compareAndSet(false, true)) {
            telling.later(this::tell);
        }
    }

    /** Tells what is new since the last time. */
    private void tell() {
        due.set(false);
        History history = lab.history();
        long last = lab.now().seq();
        while (sent < last && !unheard || anew.get()) {
            List<Fact> facts = history.between(sent, Math.min(last, sent + AT_ONCE));
            if (anew.getAndSet(false) || facts.isEmpty() || facts.getFirst().seq() != sent + 1) {
                LabState base = history.stateAt(history.firstSeq() - 1);
                write(new Told.Anew(base));
                sent = base.seq();
            } else {
                facts.forEach(fact -> write(new Told.Learnt(fact)));
                sent = facts.getLast().seq();
            }
        }
        flush();
    }

    private void write(Told told) {
        if (!unheard) {
            try {
                out.write(told);
            } catch (IOException e) {
                unheard = true; // the other process is gone: the reading thread meets the stream's end by itself
            }
        }
    }

    private void flush() {
        if (!unheard) {
            try {
                out.flush();
            } catch (IOException e) {
                unheard = true;
            }
        }
    }

    private void failed(Throwable e) {
        System.err.println("socketlab: the lab's facts are told no more: " + e);
        unheard = true;
    }
}
