package org.socketlab.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Family;
import org.socketlab.os.CallSink;
import org.socketlab.os.OperatingSystem;
import org.socketlab.os.Peer;
import org.socketlab.os.Sockets;
import org.socketlab.os.SyscallException;

/**
 * A Unix socket where one process is awaited, and nobody else: of mode 0600 from its birth, in a folder of mode 0700, and
 * whoever connects must be that process. Nothing is left of it after {@link #close}.
 */
final class MeetingPlace implements AutoCloseable {
    private static final int OWNER_ONLY = 0600;

    private final OperatingSystem system;
    private final Sockets sockets;
    private final Path folder;
    private final Path path;
    private final int fd;
    private boolean closed; // guarded by this

    MeetingPlace(OperatingSystem system) throws IOException {
        this.system = system;
        sockets = system.sockets("lab", CallSink.NONE);
        folder = Files.createTempDirectory(
                "socketlab", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        path = folder.resolve("child.sock");
        fd = sockets.socket(Family.UNIX, false);
        try {
            sockets.mode(fd, OWNER_ONLY);
            sockets.bind(fd, new Endpoint.Unix(path.toString()));
            sockets.listen(fd, 1);
        } catch (SyscallException e) {
            close();
            throw e;
        }
    }

    Path path() {
        return path;
    }

    /**
     * Waits for that process.
     *
     * @throws SyscallException after {@link #giveUp}
     */
    Link await(long pid) throws SyscallException {
        while (true) {
            int accepted = sockets.accept(fd).fd();
            Peer peer = sockets.peer(accepted);
            if (peer.pid() == pid && peer.uid() == system.uid()) {
                sockets.nonBlocking(accepted, false);
                return new Link(system, sockets, accepted);
            }
            sockets.close(accepted); // somebody else of this user: not who was asked here
        }
    }

    /** Lets {@link #await} fail. Any thread. */
    synchronized void giveUp() {
        if (!closed) {
            sockets.shutdown(fd, Sockets.How.SHUT_RDWR);
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            sockets.close(fd);
            try {
                Files.deleteIfExists(path);
                Files.deleteIfExists(folder);
            } catch (IOException e) {
                // a folder that is emptied by nobody but us goes; one that is not ours any more is not ours to take
                // away
            }
        }
    }
}
