package org.socketlab.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Family;
import org.socketlab.os.Errno;
import org.socketlab.os.Sockets;
import org.socketlab.os.SyscallException;

/**
 * A socket's name in the file system: made safely, and taken away only where it is still ours.
 *
 * @param path absolute
 * @param stat what stat(2) says of it
 */
record SocketFile(Path path, Stat stat) {
    /** sockaddr_un's sun_path less its closing NUL (unix(7)). */
    static final int LONGEST_PATH = 107;

    /** Who answers at a socket file. */
    enum Life {
        /** A listener, or a socket of another type. */
        LIVE,
        /** Nobody: connect says ECONNREFUSED. */
        STALE,
        /** The name is no longer there. */
        GONE,
        /** We may not ask: EACCES. */
        FOREIGN
    }

    /** Asks whoever listens there, without waiting. */
    static Life probe(Sockets sockets, Path path) throws SyscallException {
        int fd = sockets.socket(Family.UNIX, true);
        int result = sockets.connect(fd, new Endpoint.Unix(path.toString()));
        sockets.close(fd);
        if (result == -Errno.ECONNREFUSED.number()) {
            return Life.STALE;
        }
        if (result == -Errno.ENOENT.number()) {
            return Life.GONE;
        }
        return result == -Errno.EACCES.number() ? Life.FOREIGN : Life.LIVE;
    }

    /** Sees to it that a socket can be bound at the path: checks the folder, and takes a stale socket away. */
    static void makeRoom(Sockets sockets, Path path, int uid) throws ServerRefusal {
        int bytes = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST_PATH) {
            throw new ServerRefusal("server.path-too-long", Errno.ENAMETOOLONG.name(), path, Integer.toString(bytes));
        }
        try {
            SocketFolder.restore(path.getParent(), uid);
            SocketFolder.check(path.getParent(), uid);
            Optional<Stat> there = Stat.ofName(path);
            if (there.isPresent()) {
                clear(sockets, path, there.get());
            }
        } catch (SyscallException e) {
            throw ServerRefusal.of(e, path);
        } catch (IOException e) {
            throw SocketFolder.unreadable(path, e);
        }
    }

    private static void clear(Sockets sockets, Path path, Stat there) throws ServerRefusal, IOException {
        if (!there.socket()) {
            throw new ServerRefusal("server.path-no-socket", Errno.EADDRINUSE.name(), path);
        }
        switch (probe(sockets, path)) {
            case LIVE -> throw new ServerRefusal("server.path-live", Errno.EADDRINUSE.name(), path);
            case FOREIGN -> throw new ServerRefusal("server.path-foreign", Errno.EACCES.name(), path);
            case GONE -> {}
            case STALE -> {
                // the name may meanwhile be that of another lab's new socket
                if (Stat.ofName(path).equals(Optional.of(there))) {
                    unlinkStale(sockets, path);
                }
            }
        }
    }

    private static void unlinkStale(Sockets sockets, Path path) throws ServerRefusal, SyscallException {
        try {
            sockets.unlink(path.toString());
        } catch (SyscallException e) {
            if (e.is(Errno.EPERM) || e.is(Errno.EACCES)) {
                throw new ServerRefusal("server.path-foreign", e.errnoName(), path);
            }
            throw e;
        }
    }

    /** The file that bind() just made. */
    static SocketFile made(Path path) throws IOException {
        return new SocketFile(path, Stat.ofName(path).orElseThrow(() -> new NoSuchFileException(path.toString())));
    }

    /** Takes the name away where it still stands for the socket that was bound. */
    void remove(Sockets sockets) throws IOException {
        Optional<Stat> now = Stat.ofName(path);
        if (now.isPresent() && now.get().same(stat)) {
            sockets.unlink(path.toString());
        }
    }
}
