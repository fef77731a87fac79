package org.socketlab.client;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.SocketCall;
import org.socketlab.model.SocketId;
import org.socketlab.os.CallSink;

/** Which calls are under way, and which have returned with what. */
final class OpenCalls implements CallSink {
    private final AtomicLong next = new AtomicLong();
    private final Map<Long, SocketCall> open = new ConcurrentHashMap<>();
    final List<String> ended = new CopyOnWriteArrayList<>();

    /** Waits until the call blocks. */
    void await(SocketCall call) {
        while (!open.containsValue(call)) {
            Thread.onSpinWait();
        }
    }

    boolean none() {
        return open.isEmpty();
    }

    @Override
    public long entered(String actor, SocketCall call, int fd, long count, List<String> args, long t) {
        long number = next.incrementAndGet();
        open.put(number, call);
        return number;
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
            long t) {
        open.remove(number);
        ended.add(call.name());
    }

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
            long returned) {
        ended.add(call.name());
    }
}
