package org.socketlab.os.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The fds of this process that hold sockets, epoll sets and eventfds; others the JVM opens when it likes. */
final class OwnFds {
    private OwnFds() {}

    static long sockets() {
        long count = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path entry : entries) {
                count += counts(entry) ? 1 : 0;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return count;
    }

    private static boolean counts(Path entry) throws IOException {
        try {
            String target = Files.readSymbolicLink(entry).toString();
            return target.startsWith("socket:") || target.contains("event");
        } catch (NoSuchFileException closedMeanwhile) {
            return false;
        }
    }
}
