package org.socketlab.observe;

import java.util.ArrayList;
import java.util.List;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Family;
import org.socketlab.os.CallSink;
import org.socketlab.os.Errno;
import org.socketlab.os.OffHeap;
import org.socketlab.os.SocketOption;
import org.socketlab.os.Sockets;
import org.socketlab.os.Sockets.How;
import org.socketlab.os.SyscallException;
import org.socketlab.os.linux.LinuxSystem;

/** Makes sockets take each {@link Pose}, in this process or in one of its own, and holds them there until closed. */
public final class Poser implements AutoCloseable {
    private static final Endpoint ANY = Endpoint.parse("127.0.0.1:0");

    private final LinuxSystem system = new LinuxSystem();
    private final Sockets calls = system.sockets("poser", CallSink.NONE);
    private final OffHeap memory = system.allocate(1 << 16);
    private final List<Integer> open = new ArrayList<>();

    /** The socket that poses: its own end, the port by which it can be watched. */
    public record Posed(Pose pose, Endpoint local, int port) {}

    /** @param args none; prints {@code POSE LOCAL PORT} for each, and holds them until its standard input ends */
    public static void main(String[] args) throws Exception {
        try (Poser poser = new Poser()) {
            for (Pose pose : Pose.values()) {
                Posed posed = poser.pose(pose);
                System.out.println(pose + " " + posed.local() + " " + posed.port());
            }
            System.out.println("posed");
            while (System.in.read() >= 0) {
                // until whoever looks is done
            }
        }
    }

    /** Takes this pose. */
    public Posed pose(Pose pose) throws SyscallException {
        return switch (pose) {
            case BOUND -> {
                int fd = socket(Family.INET);
                calls.bind(fd, ANY);
                yield at(pose, fd, port(calls.localName(fd)));
            }
            case LISTENING -> {
                int fd = listener(ANY, 5);
                yield at(pose, fd, port(calls.localName(fd)));
            }
            case ASKING -> {
                Endpoint server = calls.localName(listener(ANY, 0));
                client(server); // it has the one place in the queue
                int fd = client(server);
                yield at(pose, fd, port(server));
            }
            case ANSWERING -> {
                int listener = listener(ANY, 5);
                calls.set(listener, SocketOption.TCP_DEFER_ACCEPT, 30);
                Endpoint server = calls.localName(listener);
                client(server);
                yield new Posed(pose, server, port(server));
            }
            case QUEUED -> {
                Endpoint server = calls.localName(listener(ANY, 5));
                client(server);
                yield new Posed(pose, server, port(server));
            }
            case ITSELF -> {
                int fd = socket(Family.INET);
                calls.bind(fd, ANY);
                Endpoint self = calls.localName(fd);
                connect(fd, self);
                yield at(pose, fd, port(self));
            }
            case OPEN,
                    MAPPED,
                    STUCK,
                    STUCK_ORPHAN,
                    HALF_CLOSED,
                    HALF_CLOSED_ORPHAN,
                    LEFT_OVER,
                    CROSSED,
                    LAST,
                    WAITING -> paired(pose);
        };
    }

    private Posed paired(Pose pose) throws SyscallException {
        Endpoint any = pose == Pose.MAPPED ? Endpoint.parse("[::]:0") : ANY;
        int listener = listener(any, 5);
        int port = port(calls.localName(listener));
        Endpoint server = Endpoint.parse("127.0.0.1:" + port);
        int client = client(server);
        int accepted = accepted(listener);
        Endpoint local = calls.localName(client);
        switch (pose) {
            case STUCK -> end(client, true);
            case STUCK_ORPHAN -> {
                fill(client);
                close(client);
            }
            case CROSSED -> {
                end(client, true);
                end(accepted, false);
            }
            case HALF_CLOSED -> end(client, false);
            case HALF_CLOSED_ORPHAN -> close(client);
            case LEFT_OVER -> end(accepted, false);
            case LAST -> {
                end(accepted, false);
                fill(client);
                close(client);
            }
            case WAITING -> {
                end(client, false);
                end(accepted, false);
                close(client);
                close(accepted);
            }
            default -> {
                // stays ESTABLISHED
            }
        }
        return new Posed(pose, pose == Pose.MAPPED ? calls.localName(accepted) : local, port);
    }

    private void end(int fd, boolean behindData) {
        if (behindData) {
            fill(fd);
        }
        calls.shutdown(fd, How.SHUT_WR);
    }

    /** Writes until neither the peer's window nor the own buffer takes any more: what follows cannot be sent. */
    private void fill(int fd) {
        int idle = 0;
        while (idle < 50) { // the peer's kernel takes in what was sent while this looks
            int written = calls.write(fd, memory, 0, memory.capacity());
            idle = written == -Errno.EAGAIN.number() ? idle + 1 : 0;
            if (written < 0 && idle == 0) {
                throw new IllegalStateException("write: " + written);
            }
            Thread.onSpinWait();
        }
    }

    private int socket(Family family) throws SyscallException {
        int fd = calls.socket(family, true);
        open.add(fd);
        return fd;
    }

    private int listener(Endpoint at, int backlog) throws SyscallException {
        boolean both = at.equals(Endpoint.parse("[::]:0"));
        int fd = socket(both ? Family.INET6 : Family.INET);
        if (both) {
            calls.set(fd, SocketOption.IPV6_V6ONLY, 0);
        }
        calls.set(fd, SocketOption.SO_RCVBUF, 4096);
        calls.bind(fd, at);
        calls.listen(fd, backlog);
        return fd;
    }

    private int client(Endpoint server) throws SyscallException {
        int fd = socket(Family.INET);
        calls.set(fd, SocketOption.SO_SNDBUF, 4096);
        calls.set(fd, SocketOption.SO_RCVBUF, 4096);
        connect(fd, server);
        return fd;
    }

    private void connect(int fd, Endpoint to) {
        int result = calls.connect(fd, to);
        if (result != 0 && result != -Errno.EINPROGRESS.number()) {
            throw new IllegalStateException("connect: " + result);
        }
    }

    private int accepted(int listener) throws SyscallException {
        while (true) {
            try {
                int fd = calls.accept(listener).fd();
                open.add(fd);
                return fd;
            } catch (SyscallException e) {
                if (!e.is(Errno.EAGAIN)) {
                    throw e;
                }
            }
        }
    }

    private Posed at(Pose pose, int fd, int port) throws SyscallException {
        return new Posed(pose, calls.localName(fd), port);
    }

    private static int port(Endpoint end) {
        return ((Endpoint.Inet) end).port();
    }

    private void close(int fd) {
        open.remove((Integer) fd);
        calls.close(fd);
    }

    /** Ends them all by resets, so that no state outlives this. */
    @Override
    public void close() throws SyscallException {
        for (int fd : List.copyOf(open)) {
            calls.resetOnClose(fd);
            close(fd);
        }
    }
}
