package org.socketlab.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What a fact says happened; the kinds of spec/facts.md. */
public sealed interface Event
        permits Refusal,
                Event.Asked,
                Event.Called,
                Event.Returned,
                Event.Looked,
                Event.FdTable,
                Event.Segment,
                Event.Destroyed,
                Event.Listener,
                Event.Holding,
                Event.ProcessSeen,
                Event.LimitsRead,
                Event.SocketFile,
                Event.ConsoleBytes,
                Event.ConsoleNote,
                Event.Log,
                Event.Note,
                Event.Gap {

    /** Kind {@code command}: what the user or a lesson asked. */
    record Asked(Command command, String by) implements Event {}

    /**
     * Kind {@code call}: a system call was entered.
     *
     * @param call a number that its return repeats
     * @param args the in-arguments as strace words them, the fd among them
     * @param fd the fd it works on, -1 where none
     * @param thread the thread's name
     * @param actor for whom: {@code server:tcp}, {@code console:A} …
     * @param pid the process that made it, whose fd table it works on; {@link #OWN} for the lab's own
     */
    record Called(long call, SocketCall name, List<String> args, int fd, String thread, String actor, int pid)
            implements Event {
        /** In the place of a pid: the lab's own process. */
        public static final int OWN = 0;

        public Called {
            args = List.copyOf(args);
        }

        /** A call of the lab's own process. */
        public Called(long call, SocketCall name, List<String> args, int fd, String thread, String actor) {
            this(call, name, args, fd, thread, actor, OWN);
        }

        /** The pid, where the lab's own is {@code self}. */
        public int pid(int self) {
            return pid == OWN ? self : pid;
        }
    }

    /**
     * Kind {@code return}: a system call returned.
     *
     * @param result the kernel's own result; -1 where it failed
     * @param errno the errno's name where it failed, else empty
     * @param out out-arguments by name as strace words them, such as the peer's address of accept4
     * @param id the socket that the fd it made or used stands for, where known
     * @param bytes what passed, at most 4,096 bytes
     * @param length how many bytes passed in all
     */
    record Returned(
            long call, long result, String errno, List<String> out, Optional<SocketId> id, Bytes bytes, long length)
            implements Event {
        public Returned {
            out = List.copyOf(out);
        }
    }

    /**
     * Kind {@code sockets}: one look.
     *
     * @param complete false only where the kernel said that the dump was interrupted
     */
    record Looked(Scope scope, boolean complete, List<KernelSocket> sockets) implements Event {
        public Looked {
            sockets = List.copyOf(sockets);
        }
    }

    /** Kind {@code fds}: a process's whole fd table. The fact's {@code t} is when the reading of it began. */
    record FdTable(int pid, List<FdEntry> fds) implements Event {
        public FdTable {
            fds = List.copyOf(fds);
        }
    }

    /**
     * Kind {@code segment}: a TCP segment.
     *
     * @param flags {@code SYN}, {@code ACK} …
     * @param seqno absolute, unsigned 32 bits; it, {@code ackno} and {@code window} are -1 where nobody told them
     * @param options as {@code mss 65495}, {@code wscale 7}, {@code sackOK} …
     * @param window as on the wire, not scaled
     * @param length payload bytes
     * @param bytes the packet from its IP header on, at most 4,096 bytes; empty where none was seen
     * @param via {@code saved_syn}, {@code capture}, {@code wire}, {@code tcp_info}
     * @param fate {@code delivered}, {@code held}, {@code dropped}, {@code duplicated}
     */
    record Segment(
            Endpoint from,
            Endpoint to,
            List<String> flags,
            long seqno,
            long ackno,
            int window,
            List<String> options,
            int length,
            Bytes bytes,
            String via,
            String fate)
            implements Event {
        public Segment {
            flags = List.copyOf(flags);
            options = List.copyOf(options);
        }
    }

    /** Kind {@code destroyed}: the kernel freed a socket, with its last tcp_info. */
    record Destroyed(SocketId id, Endpoint local, Endpoint remote, TcpInfo tcpInfo) implements Event {}

    /** Kind {@code listener}: a listener of a server came up, went down or had its stage changed. */
    record Listener(String actor, boolean up, Endpoint endpoint, Framing framing, int backlog, Stage stage)
            implements Event {}

    /**
     * Kind {@code holding}: what the lab holds back on one of its sockets from now on. Staged while something is, observed
     * where it was let go; a socket's close() ends it untold.
     */
    record Holding(String actor, SocketId id, SocketStage stage) implements Event {}

    /** Kind {@code process}: a process was seen for the first time ({@code began}) or no longer. */
    record ProcessSeen(ProcessView process, boolean began, OptionalInt signal) implements Event {}

    /** Kind {@code limits}. */
    record LimitsRead(Limits limits) implements Event {}

    /**
     * Kind {@code file}: a socket file as stat(2) shows it.
     *
     * @param mode as ls prints it, {@code srw-------}
     * @param gone whether the name is no longer there
     */
    record SocketFile(String path, String mode, int uid, int gid, long inode, boolean gone) implements Event {}

    /**
     * Kind {@code console}, directions {@code in} and {@code out}: what a person typed or what came back.
     *
     * @param fromPerson true for what was typed
     */
    record ConsoleBytes(String console, boolean fromPerson, Bytes bytes) implements Event {}

    /** Kind {@code console}, direction {@code note}: what the console says of itself. */
    record ConsoleNote(String console, Saying saying) implements Event {}

    /** Kind {@code log}: a line of a server's log. */
    record Log(String actor, String text) implements Event {}

    /**
     * Kind {@code note}: a bookmark.
     *
     * @param at the fact after which the moment stands that it is about; empty where that is the note's own
     */
    record Note(String text, String author, OptionalLong at) implements Event {}

    /**
     * Kind {@code gap}: facts that were lost.
     *
     * @param lost how many
     * @param why the reason's code: {@code ring-full}, {@code netlink-overrun}, {@code unknown-kind} …; it begins with
     *     {@code capture-} where segments were lost, and no other facts
     * @param firstCall the first call number it may affect, 0 where none
     * @param lastCall the last one
     */
    record Gap(long lost, String why, long firstCall, long lastCall) implements Event {
        /** Whether only segments are missing. */
        public boolean ofSegments() {
            return why.startsWith("capture-");
        }
    }
}
