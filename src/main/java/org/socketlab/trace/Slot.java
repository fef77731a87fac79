package org.socketlab.trace;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.Because;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.SocketCall;
import org.socketlab.model.SocketId;

/**
 * One place of the ring, used over and over. Its writer fills the fields and publishes; from then on they are the
 * recorder's, until it sets the place free.
 */
final class Slot {
    enum Kind {
        ENTERED,
        RETURNED,
        MADE,
        TOLD
    }

    private static final VarHandle PUBLISHED;

    static {
        try {
            PUBLISHED = MethodHandles.lookup().findVarHandle(Slot.class, "published", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("UnusedVariable") // read and written by PUBLISHED
    private long published;

    Kind kind = Kind.TOLD;

    /** The call's number. */
    long number;

    SocketCall call = SocketCall.socket;
    String actor = "";
    String thread = "";
    int fd;
    long count;
    List<String> args = List.of();
    long entered;

    long result;
    int errno;
    List<String> out = List.of();

    @Nullable
    SocketId id;

    /** The block that holds what passed, {@link Blocks#NONE} where none. */
    int block = Blocks.NONE;

    /** How many bytes passed; the block holds the first of them. */
    long length;

    /** When it returned, or happened. */
    long t;

    Evidence evidence = Evidence.OBSERVED;
    Because because = Because.OBSERVED;

    @Nullable
    Event event;

    /** Fills in what is known when a call is entered. */
    void enter(Kind kind, long ticket, String actor, SocketCall call, int fd, long count, List<String> args, long t) {
        this.kind = kind;
        number = ticket + 1;
        this.call = call;
        this.actor = actor;
        thread = Thread.currentThread().getName();
        this.fd = fd;
        this.count = count;
        this.args = args;
        entered = t;
    }

    /** Fills in what is known when it has returned; what passed is copied to the block, where there is one. */
    void leave(
            int block,
            Blocks blocks,
            SocketCall call,
            long result,
            int errno,
            List<String> out,
            @Nullable SocketId id,
            @Nullable ByteBuffer bytes,
            int from,
            long t) {
        this.call = call;
        this.result = result;
        this.errno = errno;
        this.out = out;
        this.id = id;
        this.block = block;
        length = bytes == null || block == Blocks.NONE ? 0 : Math.max(0, result);
        this.t = t;
        if (bytes != null && length > 0) {
            blocks.put(block, bytes, from, length);
        }
    }

    /** Hands the place over as that of the ticket. */
    void publish(long ticket) {
        PUBLISHED.setRelease(this, ticket + 1);
    }

    boolean isPublished(long ticket) {
        return (long) PUBLISHED.getAcquire(this) == ticket + 1;
    }

    /** Lets go of what a record referred to, so that a quiet ring keeps nothing alive. */
    void forget() {
        args = List.of();
        out = List.of();
        id = null;
        event = null;
        because = Because.OBSERVED;
        block = Blocks.NONE;
        length = 0;
    }
}
