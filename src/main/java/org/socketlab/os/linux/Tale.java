package org.socketlab.os.linux;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.Endpoint;
import org.socketlab.model.SocketCall;
import org.socketlab.model.SocketId;
import org.socketlab.os.CallSink;
import org.socketlab.os.OffHeap;
import org.socketlab.os.SyscallException;

/** Tells the calls of one actor to a sink, so that those who make them need not spell out what is always alike. */
final class Tale {
    private final String actor;
    private final CallSink sink;

    Tale(String actor, CallSink sink) {
        this.actor = actor;
        this.sink = sink;
    }

    /** Whether anybody listens; where nobody does, arguments need no wording. */
    boolean heard() {
        return sink != CallSink.NONE;
    }

    /** Whether nobody would take a call that cannot block, so that it is made without being timed. */
    boolean drops(SocketCall call) {
        return sink.drops(call);
    }

    /** The arguments as words; none where nobody listens. */
    List<String> words(Object... args) {
        if (!heard()) {
            return List.of();
        }
        String[] words = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            words[i] = String.valueOf(args[i]);
        }
        return List.of(words);
    }

    /** A socket address that a call gave back, and its length; none where nobody listens. */
    List<String> name(Endpoint name, int length) {
        return heard() ? List.of(CallWords.address(name), "[" + SocketAddress.SIZE + " => " + length + "]") : List.of();
    }

    /** Throws where a call failed. */
    static void check(String call, int outcome) throws SyscallException {
        if (outcome < 0) {
            throw new SyscallException(call, -outcome);
        }
    }

    /** A call that may block is being entered now. */
    long entered(SocketCall call, int fd, long count, List<String> args) {
        return sink.entered(actor, call, fd, count, args, System.nanoTime());
    }

    /**
     * The call of that number has returned now.
     *
     * @param outcome the result or the negative errno
     */
    void returned(long number, SocketCall call, long outcome, List<String> out, @Nullable SocketId id) {
        returned(number, call, outcome, out, id, System.nanoTime());
    }

    /** The call of that number returned at {@code t}. */
    void returned(long number, SocketCall call, long outcome, List<String> out, @Nullable SocketId id, long t) {
        if (number >= 0) {
            sink.returned(number, call, result(outcome), errno(outcome), out, id, null, 0, t);
        }
    }

    /** The read or write of that number has returned now; its bytes went along, {@code outcome} of them. */
    void passed(long number, SocketCall call, long outcome, @Nullable SocketId id, OffHeap bytes, int from) {
        long t = System.nanoTime();
        if (number >= 0) {
            var carried = outcome > 0 ? bytes.bytes() : null;
            sink.returned(number, call, result(outcome), errno(outcome), List.of(), id, carried, from, t);
        }
    }

    /** A read or write that cannot block has returned now. */
    void passed(
            SocketCall call,
            int fd,
            long count,
            long entered,
            long outcome,
            @Nullable SocketId id,
            OffHeap bytes,
            int from) {
        long t = System.nanoTime();
        var carried = outcome > 0 ? bytes.bytes() : null;
        sink.made(
                actor,
                call,
                fd,
                count,
                List.of(),
                entered,
                result(outcome),
                errno(outcome),
                List.of(),
                id,
                carried,
                from,
                t);
    }

    /** A call that cannot block was made between two times. */
    void made(
            SocketCall call,
            int fd,
            List<String> args,
            long entered,
            long outcome,
            List<String> out,
            @Nullable SocketId id,
            long returned) {
        sink.made(actor, call, fd, 0, args, entered, result(outcome), errno(outcome), out, id, null, 0, returned);
    }

    /** A call that cannot block and gives nothing but its result has returned now. */
    void made(SocketCall call, int fd, List<String> args, long entered, long outcome, @Nullable SocketId id) {
        made(call, fd, args, entered, outcome, List.of(), id, System.nanoTime());
    }

    /** epoll_wait without waiting has returned now. */
    void polled(int set, long most, long entered, long outcome) {
        long t = System.nanoTime();
        sink.made(
                actor,
                SocketCall.epoll_wait,
                set,
                most,
                List.of(),
                entered,
                result(outcome),
                errno(outcome),
                List.of(),
                null,
                null,
                0,
                t);
    }

    private static long result(long outcome) {
        return Math.max(outcome, -1);
    }

    private static int errno(long outcome) {
        return outcome < 0 ? (int) -outcome : 0;
    }
}
