package org.socketlab.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What the server needs of stat(2), to know its own file again and to judge the folder around it. */
record Stat(int mode, int uid, int gid, long device, long inode) {
    // #define S_IFMT 0170000, S_IFSOCK 0140000, S_IFDIR 0040000, S_ISVTX 01000
    private static final int S_IFMT = 0170000;
    private static final int S_IFSOCK = 0140000;
    private static final int S_IFDIR = 0040000;
    private static final int S_ISVTX = 01000;
    private static final int OTHERS_WRITE = 0022;

    /** Of the path itself, a symbolic link not followed (lstat); empty where nothing is there. */
    static Optional<Stat> ofName(Path path) throws IOException {
        return of(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Of what the path leads to; empty where nothing is there. */
    static Optional<Stat> of(Path path, LinkOption... links) throws IOException {
        try {
            Map<String, Object> is = Files.readAttributes(path, "unix:mode,uid,gid,dev,ino", links);
            return Optional.of(new Stat(
                    (int) number(is, "mode"),
                    (int) number(is, "uid"),
                    (int) number(is, "gid"),
                    number(is, "dev"),
                    number(is, "ino")));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static long number(Map<String, Object> is, String name) {
        return ((Number) Objects.requireNonNull(is.get(name), name)).longValue();
    }

    boolean socket() {
        return (mode & S_IFMT) == S_IFSOCK;
    }

    boolean folder() {
        return (mode & S_IFMT) == S_IFDIR;
    }

    int permissions() {
        return mode & 07777;
    }

    /** Whether others may put another file in the place of one in this folder: it is theirs to write, and not sticky. */
    boolean othersMayReplace() {
        return (mode & OTHERS_WRITE) != 0 && (mode & S_ISVTX) == 0;
    }

    /** Whether this is the same file, whatever its name and mode. */
    boolean same(Stat other) {
        return inode == other.inode && device == other.device;
    }
}
