package org.socketlab.os.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.socketlab.model.Event;
import org.socketlab.model.FdEntry;
import org.socketlab.os.Errno;
import org.socketlab.os.FdLink;
import org.socketlab.os.SyscallException;

/** What lstat(2) shows of socket files and fd links. Any thread. */
final class FileStats {
    private static final String ATTRIBUTES = "unix:mode,nlink,uid,gid,size,ino,lastModifiedTime";
    // S_IFMT 0170000 and the types below it, with ls's letters (inode(7))
    private static final int TYPE = 0170000;
    private static final String LETTERS = "rwxrwxrwx";

    private FileStats() {}

    static Event.SocketFile socketFile(String path) throws SyscallException {
        try {
            Map<String, Object> stat = stat(Path.of(path));
            return new Event.SocketFile(
                    path,
                    mode(number(stat, "mode")),
                    number(stat, "uid"),
                    number(stat, "gid"),
                    (Long) stat.getOrDefault("ino", 0L),
                    false);
        } catch (NoSuchFileException gone) {
            return new Event.SocketFile(path, "", 0, 0, 0, true);
        } catch (InvalidPathException e) {
            throw new SyscallException("lstat", Errno.EINVAL.number());
        } catch (IOException e) {
            throw new SyscallException("lstat", ProcFs.failed(e).errno());
        }
    }

    static List<FdLink> links(int pid, List<FdEntry> entries) {
        List<FdLink> links = new ArrayList<>(entries.size());
        for (FdEntry entry : entries) {
            link(pid, entry).ifPresent(links::add);
        }
        return links;
    }

    /** Empty where the fd was closed in between. */
    private static Optional<FdLink> link(int pid, FdEntry entry) {
        try {
            Map<String, Object> stat = stat(Path.of("/proc/" + pid + "/fd/" + entry.fd()));
            FileTime changed = (FileTime) stat.getOrDefault("lastModifiedTime", FileTime.fromMillis(0));
            return Optional.of(new FdLink(
                    entry,
                    mode(number(stat, "mode")).substring(1),
                    number(stat, "nlink"),
                    number(stat, "uid"),
                    number(stat, "gid"),
                    (Long) stat.getOrDefault("size", 0L),
                    changed.toInstant()));
        } catch (IOException closed) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> stat(Path path) throws IOException {
        return Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    }

    private static int number(Map<String, Object> stat, String name) {
        return stat.get(name) instanceof Integer number ? number : 0;
    }

    /** As ls prints it: a letter for the type, then who may do what. */
    static String mode(int mode) {
        StringBuilder text = new StringBuilder();
        text.append(
                switch (mode & TYPE) {
                    case 0140000 -> 's';
                    case 0120000 -> 'l';
                    case 0100000 -> '-';
                    case 0060000 -> 'b';
                    case 0040000 -> 'd';
                    case 0020000 -> 'c';
                    case 0010000 -> 'p';
                    default -> '?';
                });
        for (int i = 0; i < LETTERS.length(); i++) {
            text.append((mode >> LETTERS.length() - 1 - i & 1) == 1 ? LETTERS.charAt(i) : '-');
        }
        special(text, mode, 04000, 3, 's', 'S');
        special(text, mode, 02000, 6, 's', 'S');
        special(text, mode, 01000, 9, 't', 'T');
        return text.toString();
    }

    /** set-user-ID, set-group-ID and sticky take the place of the x they stand on. */
    private static void special(StringBuilder text, int mode, int bit, int at, char withX, char without) {
        if ((mode & bit) != 0) {
            text.setCharAt(at, text.charAt(at) == 'x' ? withX : without);
        }
    }
}
