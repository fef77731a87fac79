package org.socketlab.os.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.socketlab.model.FdEntry;
import org.socketlab.os.Errno;
import org.socketlab.os.SyscallException;

/**
 * Reads fd tables from /proc/PID/fd (proc_pid_fd(5)): one open directory, one readlinkat() an fd. One thread at a time.
 *
 * <pre>
 * struct linux_dirent64 (getdents64(2))
 *  0          8           16              18            19
 *  +----------+-----------+---------------+-------------+------------------+
 *  | ino  u64 | off  u64  | reclen    u16 | type     u8 | name, ends in NUL|
 *  +----------+-----------+---------------+-------------+------------------+
 * </pre>
 */
final class ProcFds implements AutoCloseable {
    // O_RDONLY 0 | O_DIRECTORY 0200000 | O_CLOEXEC 02000000
    private static final int DIRECTORY = 0x10000 | 0x80000;
    // on these the kernel's O_DIRECTORY is another bit (arch/arm64/include/uapi/asm/fcntl.h)
    private static final int DIRECTORY_ARM = 0x4000 | 0x80000;

    // #define AT_SYMLINK_NOFOLLOW 0x100
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    // #define AT_EMPTY_PATH 0x1000
    private static final int AT_EMPTY_PATH = 0x1000;
    // #define STATX_TYPE 0x1, STATX_MODE 0x2, STATX_INO 0x100
    private static final int STATX_TYPE = 1;
    private static final int STATX_MODE = 2;
    private static final int STATX_INO = 0x100;
    // #define S_IFMT 00170000, S_IFSOCK 0140000
    private static final int S_IFMT = 0170000;
    private static final int S_IFSOCK = 0140000;
    // struct statx { u32 mask, blksize; u64 attributes; u32 nlink, uid, gid; u16 mode, pad; u64 ino; …
    private static final long STX_MODE_AT = 28;
    private static final long STX_INO_AT = 32;

    private static final int ENTRIES = 1 << 16;
    private static final int TARGET = 4096; // PATH_MAX
    private static final byte[] SOCKET = "socket:[".getBytes(StandardCharsets.US_ASCII);

    private final Arena arena = Arena.ofShared();
    private final MemorySegment entries = arena.allocate(ENTRIES, 8);
    private final MemorySegment target = arena.allocate(TARGET, 8);
    private final MemorySegment empty = arena.allocate(1);
    private final MemorySegment path = arena.allocate(64, 8);
    private final ByteBuffer entryBytes = entries.asByteBuffer().order(ByteOrder.nativeOrder());
    private final byte[] text = new byte[TARGET];
    private final int own;
    private final int flags;
    private boolean closed;

    /** @param own the lab's own pid, whose table would otherwise show the directory opened to read it */
    ProcFds(int own) {
        this.own = own;
        this.flags = System.getProperty("os.arch").equals("aarch64") ? DIRECTORY_ARM : DIRECTORY;
    }

    List<FdEntry> read(int pid) throws SyscallException {
        path.setString(0, "/proc/" + pid + "/fd");
        int directory = Libc.open(path.address(), flags);
        if (directory < 0) {
            throw new SyscallException("open", -directory);
        }
        try {
            List<FdEntry> rows = new ArrayList<>();
            long length;
            while ((length = Libc.getdents64(directory, entries.address(), ENTRIES)) > 0) {
                batch(pid, directory, (int) length, rows);
            }
            if (length < 0) {
                throw new SyscallException("getdents64", (int) -length);
            }
            rows.sort(Comparator.comparingInt(FdEntry::fd));
            return rows;
        } finally {
            Libc.close(directory);
        }
    }

    private void batch(int pid, int directory, int length, List<FdEntry> rows) throws SyscallException {
        for (int at = 0; at < length; at += Short.toUnsignedInt(entryBytes.getShort(at + 16))) {
            int name = at + 19;
            int fd = number(name);
            if (fd >= 0 && !(pid == own && fd == directory)) {
                if (pid == own && ownSocket(fd, rows)) {
                    continue;
                }
                long size = Libc.readlinkat(directory, entries.address() + name, target.address(), TARGET);
                if (size >= 0) {
                    rows.add(entry(directory, name, fd, (int) size));
                } else if (size != -Errno.ENOENT.number()) { // closed in between: it is not there, so it is no row
                    throw new SyscallException("readlinkat", (int) -size);
                }
            }
        }
    }

    /**
     * An own fd can be asked itself, ten times as fast as its link: the number in {@code socket:[N]} is the inode that
     * fstat() gives (sockfs_dname() in net/socket.c). False where it is no socket.
     */
    private boolean ownSocket(int fd, List<FdEntry> rows) {
        int result = Libc.statx(fd, empty.address(), AT_EMPTY_PATH, STATX_TYPE | STATX_INO, target.address());
        if (result < 0 || (target.get(ValueLayout.JAVA_SHORT, STX_MODE_AT) & S_IFMT) != S_IFSOCK) {
            return false;
        }
        rows.add(new FdEntry(fd, "socket:[" + target.get(ValueLayout.JAVA_LONG, STX_INO_AT) + "]", "rwx"));
        return true;
    }

    /** The number that a name is, -1 for {@code .} and {@code ..}. */
    private int number(int at) {
        int number = 0;
        byte digit;
        for (int i = at; (digit = entryBytes.get(i)) != 0; i++) {
            if (digit < '0' || digit > '9') {
                return -1;
            }
            number = number * 10 + digit - '0';
        }
        return number;
    }

    private FdEntry entry(int directory, int name, int fd, int size) {
        MemorySegment.copy(target, ValueLayout.JAVA_BYTE, 0, text, 0, size);
        String where = new String(text, 0, size, StandardCharsets.UTF_8);
        return new FdEntry(fd, where, isSocket(size) ? "rwx" : mode(directory, name));
    }

    /** A socket's file is always open for both (sock_alloc_file() in net/socket.c), so its link is not asked. */
    private boolean isSocket(int size) {
        return size > SOCKET.length && Arrays.equals(text, 0, SOCKET.length, SOCKET, 0, SOCKET.length);
    }

    /** The owner's three letters of the link's mode; none of them where it was closed in between. */
    private String mode(int directory, int name) {
        int result = Libc.statx(directory, entries.address() + name, AT_SYMLINK_NOFOLLOW, STATX_MODE, target.address());
        int mode = result < 0 ? 0 : target.get(ValueLayout.JAVA_SHORT, STX_MODE_AT);
        return ((mode & 0400) != 0 ? "r" : "-") + ((mode & 0200) != 0 ? "w" : "-") + ((mode & 0100) != 0 ? "x" : "-");
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            arena.close();
        }
    }
}
