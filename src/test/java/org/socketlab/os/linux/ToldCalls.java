package org.socketlab.os.linux;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.Bytes;
import org.socketlab.model.SocketCall;
import org.socketlab.model.SocketId;
import org.socketlab.os.CallSink;
import org.socketlab.os.Errno;

/** Keeps what it is told, for tests to read. */
final class ToldCalls implements CallSink {
    /** One call: {@code returned} is -1 while it has only been entered. */
    record Told(
            long number,
            String actor,
            SocketCall call,
            int fd,
            long count,
            List<String> args,
            long entered,
            long result,
            String errno,
            List<String> out,
            Optional<SocketId> id,
            Bytes bytes,
            long returned,
            boolean blocking) {}

    private final AtomicLong next = new AtomicLong();
    private final List<Told> told = new CopyOnWriteArrayList<>();

    List<Told> all() {
        return told;
    }

    List<Told> of(SocketCall call) {
        return told.stream().filter(each -> each.call() == call).toList();
    }

    Told last(SocketCall call) {
        return of(call).getLast();
    }

    @Override
    public long entered(String actor, SocketCall call, int fd, long count, List<String> args, long t) {
        long number = next.incrementAndGet();
        told.add(new Told(
                number, actor, call, fd, count, args, t, 0, "", List.of(), Optional.empty(), Bytes.NONE, -1, true));
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
        Told open = told.stream()
                .filter(each -> each.number() == number)
                .findFirst()
                .orElseThrow();
        told.set(
                told.indexOf(open),
                new Told(
                        number,
                        open.actor(),
                        call,
                        open.fd(),
                        open.count(),
                        open.args(),
                        open.entered(),
                        result,
                        Errno.name(errno),
                        out,
                        Optional.ofNullable(id),
                        bytes(bytes, from, result),
                        t,
                        true));
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
        told.add(new Told(
                next.incrementAndGet(),
                actor,
                call,
                fd,
                count,
                args,
                entered,
                result,
                Errno.name(errno),
                out,
                Optional.ofNullable(id),
                bytes(bytes, from, result),
                returned,
                false));
    }

    private static Bytes bytes(@Nullable ByteBuffer bytes, int from, long length) {
        return bytes == null ? Bytes.NONE : Bytes.of(bytes, from, (int) length);
    }
}
