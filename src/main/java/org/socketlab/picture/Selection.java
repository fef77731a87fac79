package org.socketlab.picture;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.socketlab.model.SocketId;

/** What a person has picked out; the same in the diagram, the inspector and the tables. */
public sealed interface Selection {
    /** A connection: the end that connected and the end that was accepted. */
    record Pair(SocketId client, SocketId server) implements Selection {}

    /** One socket. */
    record Socket(SocketId id) implements Selection {}

    /** A process. */
    record Process(int pid) implements Selection {}

    /** One row of a process's fd table. */
    record Fd(int pid, int fd) implements Selection {}

    /**
     * One thing that happened to a socket: a call, a segment, bytes that passed. It is known by its facts, so that each
     * view finds it among what it shows.
     *
     * @param within what stays selected around it, which no view leaves on its account
     * @param id the socket that it happened to, empty where none is known
     * @param seqs the facts that tell of it; one that comes later, as a blocked call's return, may be missing
     */
    record Happening(Selection within, Optional<SocketId> id, List<Long> seqs) implements Selection {
        public Happening {
            seqs = List.copyOf(seqs);
        }
    }

    /** What is selected around what happened, else this. */
    default Selection whole() {
        return this instanceof Happening one ? one.within() : this;
    }

    /** Whether what these facts tell of is what was picked out. */
    static boolean tells(Optional<Selection> selection, Collection<Long> seqs) {
        return selection.isPresent()
                && selection.get() instanceof Happening one
                && seqs.stream().anyMatch(one.seqs()::contains);
    }

    /** What these facts tell of, picked out within what is selected; where nothing is, within a process. */
    static Selection happening(Optional<Selection> selection, int pid, Optional<SocketId> id, List<Long> seqs) {
        return new Happening(selection.map(Selection::whole).orElseGet(() -> new Process(pid)), id, seqs);
    }
}
