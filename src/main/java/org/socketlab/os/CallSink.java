package org.socketlab.os;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.SocketCall;
import org.socketlab.model.SocketId;

/**
 * Where system calls are told, as they are entered and as they return. Any thread; never blocks, never throws;
 * allocates nothing for the frequent calls.
 *
 * <p>Times are {@link System#nanoTime()}, which is CLOCK_MONOTONIC on Linux.
 */
public interface CallSink {
    /** Takes nothing: for calls that nobody watches. */
    CallSink NONE = new CallSink() {
        @Override
        public long entered(String actor, SocketCall call, int fd, long count, List<String> args, long t) {
            return -1;
        }

        @Override
        public void returned(
                long number,
                SocketCall call,
                long result,
                int errno,
                List<String> out,
                @Nullable SocketId id,
                @Nullable ByteBuffer bytes,
                int from,
                long t) {}

        @Override
        public void made(
                String actor,
                SocketCall call,
                int fd,
                long count,
                List<String> args,
                long entered,
                long result,
                int errno,
                List<String> out,
                @Nullable SocketId id,
                @Nullable ByteBuffer bytes,
                int from,
                long returned) {}

        @Override
        public boolean drops(SocketCall call) {
            return true;
        }
    };

    /**
     * A call that may block was entered.
     *
     * @param count for read, write and epoll_wait the size asked for; their arguments are worded later, from it
     * @param args the arguments as strace words them; empty for read, write and epoll_wait
     * @return the call's number, or -1 where it was not taken: then its return is not taken either
     */
    long entered(String actor, SocketCall call, int fd, long count, List<String> args, long t);

    /**
     * The call of that number returned.
     *
     * @param result the kernel's own, -1 where it failed
     * @param errno the kernel's number where it failed, else 0
     * @param id the socket behind the fd that it made or used, null where none is known
     * @param bytes what passed, from the absolute index {@code from}, {@code result} of them; null where none
     */
    void returned(
            long number,
            SocketCall call,
            long result,
            int errno,
            List<String> out,
            @Nullable SocketId id,
            @Nullable ByteBuffer bytes,
            int from,
            long t);

    /** A call that could not block, entered and returned, in one. */
    void made(
            String actor,
            SocketCall call,
            int fd,
            long count,
            List<String> args,
            long entered,
            long result,
            int errno,
            List<String> out,
            @Nullable SocketId id,
            @Nullable ByteBuffer bytes,
            int from,
            long returned);

    /**
     * Whether a call that cannot block would be dropped, were it told now. It is then counted as lost, and whoever makes it
     * neither times nor tells it: in a flood the clock would cost more than the call's own bookkeeping.
     */
    default boolean drops(SocketCall call) {
        return false;
    }
}
