package org.socketlab.model;

import java.util.Optional;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.TreePVector;

/**
 * All that is true at one moment, as far as the facts up to it say.
 *
 * <p>Live view, rewind, replay and tests all get here by the one {@link #apply}. The maps are persistent, so keeping a
 * state costs a reference. What is past (finished calls, segments, transcripts) stays in the timeline.
 *
 * @param self the lab's own pid
 * @param seq the last fact applied, 0 before the first
 * @param t its time, ns since the start
 * @param openCalls calls entered and not yet returned, by call number
 * @param held what the lab holds back on sockets of its own; those on which it holds nothing are not in it
 * @param departed whose the sockets were that have left {@code sockets} but may come back as TIME_WAIT
 * @param lost facts known to be lost
 */
public record LabState(
        int self,
        long seq,
        long t,
        PMap<SocketId, SeenSocket> sockets,
        PMap<Integer, SeenProcess> processes,
        PMap<Long, OpenCall> openCalls,
        PMap<ListenerKey, SeenListener> listeners,
        PMap<String, SeenConsole> consoles,
        PMap<String, SeenFile> files,
        PMap<String, TreePVector<LogLine>> logs,
        PMap<SocketId, SeenHolding> held,
        PMap<SocketId, Departed> departed,
        long lost) {

    /** How many of a server's last log lines the state keeps; all are in the timeline. */
    public static final int LOG_LINES = 5;

    /**
     * A socket, and the fact that last spoke of it. {@code actor} is for whom the lab holds it, else empty; {@code path}
     * the states it was seen in.
     */
    public record SeenSocket(
            KernelSocket socket,
            String actor,
            long firstSeq,
            long seq,
            long t,
            Evidence evidence,
            Because because,
            boolean looked,
            StatePath path) {}

    /**
     * A process with its fd table.
     *
     * @param closed when (t) the lab's own calls closed an fd, until a later reading of the table has said so too
     */
    public record SeenProcess(
            int pid,
            Optional<ProcessView> process,
            PMap<Integer, SeenFd> fds,
            PMap<Integer, Long> closed,
            Optional<Limits> limits,
            long seq) {
        SeenProcess with(PMap<Integer, SeenFd> fds, PMap<Integer, Long> closed) {
            return new SeenProcess(pid, process, fds, closed, limits, seq);
        }
    }

    /**
     * A row of an fd table.
     *
     * @param id the socket behind it where a call's return told it
     * @param seq the fact that last spoke of it
     * @param t when it was opened, or first seen
     */
    public record SeenFd(int fd, FdEntry entry, Optional<SocketId> id, String actor, long seq, long t) {}

    /**
     * For whom the lab held a socket, and since which fact, after it left.
     *
     * @param path the states it was seen in
     * @param last the kernel's last word on it, where it told one
     */
    public record Departed(String actor, long firstSeq, long seq, StatePath path, Optional<LastWord> last) {
        static Departed of(SeenSocket seen, StatePath path, Fact fact) {
            return new Departed(seen.actor(), seen.firstSeq(), fact.seq(), path, Optional.empty());
        }

        Departed saying(LastWord word) {
            return new Departed(actor, firstSeq, seq, path, Optional.of(word));
        }
    }

    /** A call that has not returned yet, with the time of its entry. */
    public record OpenCall(Event.Called call, long seq, long t) {}

    /** A listener is known by its server and its endpoint. */
    public record ListenerKey(String actor, Endpoint endpoint) {}

    /** A listener of one of the lab's servers that is up. */
    public record SeenListener(Event.Listener listener, long seq) {}

    /** What is held back on a socket, and the fact that said so. */
    public record SeenHolding(SocketStage stage, long seq) {}

    /** Where a console is in its life. */
    public enum Phase {
        CONNECTING,
        OPEN,
        ENDED
    }

    /** A console. {@code fd} is -1 and {@code id} empty while it has no socket. */
    public record SeenConsole(String name, Endpoint target, Phase phase, int fd, Optional<SocketId> id, long seq) {}

    /** A socket file that is there. */
    public record SeenFile(Event.SocketFile file, long seq) {}

    /** A line of a server's log. */
    public record LogLine(String text, long seq, long t) {}

    /** The state before the first fact. */
    public static LabState empty(int self) {
        return new LabState(
                self,
                0,
                0,
                HashTreePMap.empty(),
                HashTreePMap.empty(),
                HashTreePMap.empty(),
                HashTreePMap.empty(),
                HashTreePMap.empty(),
                HashTreePMap.empty(),
                HashTreePMap.empty(),
                HashTreePMap.empty(),
                HashTreePMap.empty(),
                0);
    }

    /** This state after one more fact. Total: a fact that fits nothing changes nothing but {@code seq} and {@code t}. */
    public LabState apply(Fact fact) {
        LabState next =
                switch (fact.event()) {
                    case Event.Asked asked -> ConsoleRules.asked(this, fact, asked.command());
                    case Event.Called called ->
                        ConsoleRules.called(withOpenCall(new OpenCall(called, fact.seq(), fact.t())), fact, called);
                    case Event.Returned returned -> CallRules.returned(this, fact, returned);
                    case Event.Looked looked -> LookRules.looked(this, fact, looked);
                    case Event.FdTable table -> LookRules.fdTable(this, fact, table);
                    case Event.Destroyed destroyed -> LookRules.destroyed(this, fact, destroyed);
                    case Event.Listener listener -> ServerRules.listener(this, fact, listener);
                    case Event.Holding holding -> ServerRules.holding(this, fact, holding);
                    case Event.ProcessSeen seen -> LookRules.process(this, fact, seen);
                    case Event.LimitsRead read -> LookRules.limits(this, fact, read.limits());
                    case Event.SocketFile file -> ServerRules.file(this, fact, file);
                    case Event.Log log -> ServerRules.log(this, fact, log);
                    case Event.Gap gap when gap.ofSegments() -> this;
                    case Event.Gap gap -> CallRules.gap(this, gap);
                    case Event.Segment _, Event.ConsoleBytes _, Event.ConsoleNote _, Event.Note _, Refusal _ -> this;
                };
        return next.at(fact.seq(), fact.t());
    }

    /**
     * This state after a call and its return that follows at once; what applying one, then the other gives, only sooner
     * for the calls that floods are made of.
     */
    public LabState applyBoth(Fact entered, Fact left) {
        boolean onlyTimePasses = entered.event() instanceof Event.Called called
                && left.event() instanceof Event.Returned returned
                && called.name().frequent()
                && called.call() == returned.call()
                && !openCalls.containsKey(called.call());
        return onlyTimePasses ? at(left.seq(), left.t()) : apply(entered).apply(left);
    }

    /** This state as the base of an emptied timeline: what is there stays, what was said is forgotten. */
    public LabState forgetting() {
        return new LabState(
                self,
                seq,
                t,
                sockets,
                processes,
                openCalls,
                listeners,
                consoles,
                files,
                HashTreePMap.empty(),
                held,
                departed.minusAll(LastWord.alone(departed)),
                0);
    }

    private LabState withOpenCall(OpenCall open) {
        return withOpenCalls(openCalls.plus(open.call().call(), open));
    }

    private LabState at(long seq, long t) {
        return new LabState(
                self, seq, t, sockets, processes, openCalls, listeners, consoles, files, logs, held, departed, lost);
    }

    LabState withSockets(PMap<SocketId, SeenSocket> sockets) {
        return new LabState(
                self, seq, t, sockets, processes, openCalls, listeners, consoles, files, logs, held, departed, lost);
    }

    LabState withProcesses(PMap<Integer, SeenProcess> processes) {
        return new LabState(
                self, seq, t, sockets, processes, openCalls, listeners, consoles, files, logs, held, departed, lost);
    }

    LabState withOpenCalls(PMap<Long, OpenCall> openCalls) {
        return new LabState(
                self, seq, t, sockets, processes, openCalls, listeners, consoles, files, logs, held, departed, lost);
    }

    LabState withListeners(PMap<ListenerKey, SeenListener> listeners) {
        return new LabState(
                self, seq, t, sockets, processes, openCalls, listeners, consoles, files, logs, held, departed, lost);
    }

    LabState withConsoles(PMap<String, SeenConsole> consoles) {
        return new LabState(
                self, seq, t, sockets, processes, openCalls, listeners, consoles, files, logs, held, departed, lost);
    }

    LabState withFiles(PMap<String, SeenFile> files) {
        return new LabState(
                self, seq, t, sockets, processes, openCalls, listeners, consoles, files, logs, held, departed, lost);
    }

    LabState withLogs(PMap<String, TreePVector<LogLine>> logs) {
        return new LabState(
                self, seq, t, sockets, processes, openCalls, listeners, consoles, files, logs, held, departed, lost);
    }

    LabState withHeld(PMap<SocketId, SeenHolding> held) {
        return new LabState(
                self, seq, t, sockets, processes, openCalls, listeners, consoles, files, logs, held, departed, lost);
    }

    LabState withDeparted(PMap<SocketId, Departed> departed) {
        return new LabState(
                self, seq, t, sockets, processes, openCalls, listeners, consoles, files, logs, held, departed, lost);
    }

    LabState withLost(long lost) {
        return new LabState(
                self, seq, t, sockets, processes, openCalls, listeners, consoles, files, logs, held, departed, lost);
    }

    /** The lab's own fd table. */
    public PMap<Integer, SeenFd> ownFds() {
        SeenProcess own = processes.get(self);
        return own == null ? HashTreePMap.empty() : own.fds();
    }

    SeenProcess processOf(int pid) {
        SeenProcess known = processes.get(pid);
        return known != null
                ? known
                : new SeenProcess(
                        pid, Optional.empty(), HashTreePMap.empty(), HashTreePMap.empty(), Optional.empty(), seq);
    }
}
