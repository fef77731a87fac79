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
    /** How the lab's own folder is called in XDG_RUNTIME_DIR; in the temporary folder {@code -UID} follows. */
    static final String NAME = "socketlab";

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

    /** Makes the lab's own folder anew where another lab that ended has taken it away; other folders are their owner's. */
    static void restore(@Nullable Path folder, int uid) throws ServerRefusal {
        if (folder != null && Files.notExists(folder) && ownName(folder)) {
            makePrivate(folder, uid);
        }
    }

    /** Takes the lab's own folder away where no lab has a socket in it any more. */
    static void leave(Path folder, int uid) {
        try {
            Optional<Stat> stat = Stat.ofName(folder);
            if (stat.isPresent()
                    && stat.get().folder()
                    && stat.get().uid() == uid
                    && stat.get().permissions() == OWNER_ONLY) {
                Files.delete(folder);
            }
        } catch (IOException kept) {
            // something stands in it: another lab's socket, or what we did not put there
        }
    }

    private static boolean ownName(Path folder) {
        return folder.getFileName() != null && folder.getFileName().toString().matches(NAME + "(-\\d+)?");
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
