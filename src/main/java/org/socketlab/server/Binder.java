package org.socketlab.server;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Family;
import org.socketlab.model.Owner;
import org.socketlab.os.Errno;
import org.socketlab.os.SocketOption;
import org.socketlab.os.Sockets;
import org.socketlab.os.SyscallException;

/** Binds and listens on all endpoints of a server, or on none. One thread, that of whoever starts the server. */
final class Binder {
    private static final int OWNER_ONLY = 0600;

    /** A socket that listens. */
    record Bound(int fd, Endpoint endpoint, Optional<SocketFile> file) {}

    private final Sockets sockets;
    private final int uid;
    private final OwnerLookup owners;
    private final List<Bound> bound = new ArrayList<>();

    Binder(Sockets sockets, int uid, OwnerLookup owners) {
        this.sockets = sockets;
        this.uid = uid;
        this.owners = owners;
    }

    /** All of them, in this order; where one cannot be had, those before it are undone. */
    List<Bound> bindAll(List<Endpoint> endpoints, int backlog) throws ServerRefusal {
        boolean done = false;
        try {
            for (Endpoint endpoint : endpoints) {
                bound.add(
                        switch (endpoint) {
                            case Endpoint.Inet inet -> bind(inet, backlog);
                            case Endpoint.Unix unix -> bind(unix, backlog);
                        });
            }
            done = true;
            return bound;
        } finally {
            if (!done) {
                bound.forEach(this::undo);
            }
        }
    }

    private Bound bind(Endpoint.Inet at, int backlog) throws ServerRefusal {
        int fd = -1;
        Endpoint.Inet local = at;
        try {
            fd = sockets.socket(at.address().v6() ? Family.INET6 : Family.INET, true);
            sockets.set(fd, SocketOption.SO_REUSEADDR, 1); // a TIME_WAIT of ours shall not hold the port
            if (at.address().v6()) {
                sockets.set(fd, SocketOption.IPV6_V6ONLY, 1); // 127.0.0.1 has a listener of its own
            }
            sockets.set(fd, SocketOption.TCP_NODELAY, 1); // accepted sockets inherit it: replies go out as they are
            sockets.set(fd, SocketOption.TCP_SAVE_SYN, 1);
            sockets.bind(fd, at);
            local = (Endpoint.Inet) sockets.localName(fd);
            sockets.listen(fd, backlog);
            return new Bound(fd, local, Optional.empty());
        } catch (SyscallException e) {
            closeIfOpen(fd);
            throw refusal(local, e);
        }
    }

    private ServerRefusal refusal(Endpoint.Inet at, SyscallException e) {
        if (e.is(Errno.EADDRINUSE)) {
            Optional<Owner> owner = owners.ownerOf(at);
            return owner.isEmpty()
                    ? new ServerRefusal("server.port-taken", e.errnoName(), at, Integer.toString(at.port()))
                    : takenBy(owner.get(), at, e);
        }
        if (e.is(Errno.EACCES)) {
            return new ServerRefusal("server.port-privileged", e.errnoName(), at, Integer.toString(at.port()));
        }
        if (e.is(Errno.EADDRNOTAVAIL)) {
            return new ServerRefusal("server.address-not-ours", e.errnoName(), at, at.address());
        }
        if (e.is(Errno.EAFNOSUPPORT)) {
            return new ServerRefusal("server.no-ipv6", e.errnoName(), at);
        }
        return call(e, at);
    }

    private static ServerRefusal takenBy(Owner owner, Endpoint.Inet at, SyscallException e) {
        return new ServerRefusal(
                "server.port-taken-by",
                e.errnoName(),
                at,
                Integer.toString(at.port()),
                owner.command(),
                Integer.toString(owner.pid()),
                owner.user());
    }

    private Bound bind(Endpoint.Unix at, int backlog) throws ServerRefusal {
        if (at.path().isEmpty()) {
            throw new ServerRefusal("server.path-empty", "");
        }
        if (!at.spellable()) {
            throw unspellable(at);
        }
        Path path = file(at);
        int fd = -1;
        Optional<SocketFile> file = Optional.empty();
        try {
            if (!at.abstractName()) {
                SocketFile.makeRoom(sockets, path, uid);
            }
            fd = sockets.socket(Family.UNIX, true);
            if (!at.abstractName()) {
                sockets.mode(fd, OWNER_ONLY); // before bind(), so that the file is never open to others
            }
            sockets.bind(fd, at);
            if (!at.abstractName()) {
                file = Optional.of(SocketFile.made(path));
            }
            sockets.listen(fd, backlog);
            return new Bound(fd, at, file);
        } catch (SyscallException e) {
            undo(new Bound(fd, at, file));
            throw refusal(at, e);
        } catch (IOException e) {
            undo(new Bound(fd, at, file));
            throw SocketFolder.unreadable(path, e);
        }
    }

    /** The name as a file's, which can be looked up byte for byte as it was meant. */
    private static Path file(Endpoint.Unix at) throws ServerRefusal {
        try {
            return Path.of(at.path()).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw unspellable(at);
        }
    }

    private static ServerRefusal unspellable(Endpoint.Unix at) {
        return new ServerRefusal("server.path-unspellable", "", at);
    }

    private static ServerRefusal refusal(Endpoint.Unix at, SyscallException e) {
        if (e.is(Errno.EADDRINUSE)) {
            return new ServerRefusal("server.path-live", e.errnoName(), at);
        }
        if (e.is(Errno.EACCES) || e.is(Errno.EROFS)) {
            return new ServerRefusal("server.folder-read-only", e.errnoName(), at, e.errnoName());
        }
        if (e.is(Errno.ENAMETOOLONG)) {
            return new ServerRefusal(
                    "server.path-too-long",
                    e.errnoName(),
                    at,
                    Integer.toString(at.path().length()));
        }
        return call(e, at);
    }

    private static ServerRefusal call(SyscallException e, Endpoint at) {
        return e.is(Errno.EMFILE) || e.is(Errno.ENFILE)
                ? new ServerRefusal("server.out-of-fds", e.errnoName(), at)
                : ServerRefusal.of(e, at);
    }

    /** Closes a listener that nobody has seen yet, and takes its file away. */
    private void undo(Bound one) {
        closeIfOpen(one.fd());
        if (one.file().isPresent()) {
            try {
                one.file().get().remove(sockets);
            } catch (IOException e) {
                // the refusal under way says more; a socket file nobody listens at is taken away at the next start
            }
        }
    }

    private void closeIfOpen(int fd) {
        if (fd >= 0) {
            sockets.close(fd);
        }
    }
}
