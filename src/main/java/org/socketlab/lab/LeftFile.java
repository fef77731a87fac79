package org.socketlab.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Family;
import org.socketlab.os.CallSink;
import org.socketlab.os.Errno;
import org.socketlab.os.OperatingSystem;
import org.socketlab.os.Sockets;
import org.socketlab.os.SyscallException;

/** The socket file that a process leaves behind that was killed. Its calls are nobody's facts. */
final class LeftFile {
    private LeftFile() {}

    /** Takes the file away where nobody answers there; whether it did. */
    static boolean takeAway(OperatingSystem system, Endpoint endpoint) throws IOException {
        return endpoint instanceof Endpoint.Unix unix
                && named(unix)
                && stale(system, unix)
                && Files.deleteIfExists(Path.of(unix.path()));
    }

    /** Whether it has a name in the file system. */
    static boolean named(Endpoint endpoint) {
        return endpoint instanceof Endpoint.Unix unix && unix.path().startsWith("/");
    }

    private static boolean stale(OperatingSystem system, Endpoint.Unix name) throws SyscallException {
        Sockets sockets = system.sockets("lab", CallSink.NONE);
        int fd = sockets.socket(Family.UNIX, true);
        int outcome = sockets.connect(fd, name);
        sockets.close(fd);
        return outcome == -Errno.ECONNREFUSED.number();
    }
}
