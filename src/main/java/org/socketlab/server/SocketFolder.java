package org.socketlab.server;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.socketlab.os.Errno;

/** The folder of a socket file: whoever may write to it may put another socket in the place of ours. */
final class SocketFolder {
    private static final int OWNER_ONLY = 0700;

    private SocketFolder() {}

    /** Checks that a folder is there, is ours or the system's, and lets nobody else replace our file. */
    static void check(@Nullable Path folder, int uid) throws ServerRefusal, IOException {
        Path named = folder == null ? Path.of("/") : folder;
        Optional<Stat> stat = Stat.of(named);
        if (stat.isEmpty() || !stat.get().folder()) {
            throw new ServerRefusal("server.folder-missing", Errno.ENOENT.name(), named);
        }
        if (stat.get().uid() != uid && stat.get().uid() != 0) {
            throw foreign(named, stat.get());
        }
        if (stat.get().othersMayReplace()) {
            throw new ServerRefusal(
                    "server.folder-open",
                    "",
                    named,
                    Integer.toOctalString(stat.get().permissions()));
        }
    }

    /** Makes the lab's own folder, 0700, or checks the one that is there: ours, and nobody else's to enter. */
    static void makePrivate(Path folder, int uid) throws ServerRefusal {
        try {
            try {
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } catch (FileAlreadyExistsException there) {
                // then it must stand the same checks
            }
            Optional<Stat> stat = Stat.ofName(folder);
            if (stat.isEmpty() || !stat.get().folder()) {
                throw new ServerRefusal("server.folder-missing", Errno.ENOTDIR.name(), folder);
            }
            if (stat.get().uid() != uid) {
                throw foreign(folder, stat.get());
            }
            if (stat.get().permissions() != OWNER_ONLY) {
                throw new ServerRefusal(
                        "server.folder-not-private",
                        "",
                        folder,
                        Integer.toOctalString(stat.get().permissions()));
            }
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    static ServerRefusal unreadable(Path path, IOException e) {
        String why = e instanceof AccessDeniedException
                ? Errno.EACCES.name()
                : e instanceof FileSystemException named && named.getReason() != null
                        ? named.getReason()
                        : e.toString();
        return new ServerRefusal("server.path-unreadable", "", path, why);
    }

    private static ServerRefusal foreign(Path folder, Stat stat) {
        return new ServerRefusal("server.folder-foreign", "", folder, Integer.toString(stat.uid()));
    }
}
