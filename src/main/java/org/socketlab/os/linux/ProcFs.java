package org.socketlab.os.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.socketlab.model.Limits;
import org.socketlab.os.Errno;
import org.socketlab.os.SyscallException;

/** Reads processes and their limits from /proc (proc(5)). Any thread. */
final class ProcFs {
    private static final Path PROC = Path.of("/proc");

    private ProcFs() {}

    /** A process's name and effective user. */
    record Process(String command, int uid) {}

    static List<Integer> pids() throws SyscallException {
        String[] names = PROC.toFile().list();
        if (names == null) {
            throw new SyscallException("open", Errno.ENOENT.number());
        }
        List<Integer> pids = new ArrayList<>();
        for (String name : names) {
            if (!name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
                pids.add(Integer.parseInt(name));
            }
        }
        if (pids.isEmpty()) { // not even we ourselves are there: this is no procfs
            throw new SyscallException("open", Errno.ENOENT.number());
        }
        pids.sort(null);
        return pids;
    }

    static Optional<Process> process(int pid) {
        try {
            Path directory = PROC.resolve(String.valueOf(pid));
            String comm = text(directory.resolve("comm"));
            String[] uids = field(text(directory.resolve("status")), "Uid:").split("\\s+");
            // Uid: real effective saved filesystem
            return Optional.of(new Process(comm.stripTrailing(), Integer.parseUnsignedInt(uids[1])));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    static Limits limits(int pid) throws SyscallException {
        try {
            String[] files =
                    field(text(PROC.resolve(pid + "/limits")), "Max open files").split("\\s+");
            String[] ports = text(Path.of("/proc/sys/net/ipv4/ip_local_port_range"))
                    .strip()
                    .split("\\s+");
            return new Limits(
                    pid, limit(files[0]), limit(files[1]), Integer.parseInt(ports[0]), Integer.parseInt(ports[1]));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static long limit(String text) {
        return text.equals("unlimited") ? -1 : Long.parseLong(text);
    }

    /** What follows a name at the begin of a line. */
    private static String field(String text, String name) throws IOException {
        for (String line : text.split("\n")) {
            if (line.startsWith(name)) {
                return line.substring(name.length()).strip();
            }
        }
        throw new NoSuchFileException(name);
    }

    /**
     * A file's text, asked for with wide reads: files of /proc tell a size of 0, and those under /proc/sys give nothing
     * at any offset but 0.
     */
    static String text(Path file) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            ByteBuffer bytes = ByteBuffer.allocate(1 << 14);
            while (channel.read(bytes) >= 0) {
                if (!bytes.hasRemaining()) {
                    bytes = ByteBuffer.allocate(2 * bytes.capacity()).put(bytes.flip());
                }
            }
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        }
    }

    static SyscallException failed(IOException e) {
        Errno errno =
                switch (e) {
                    case NoSuchFileException _ -> Errno.ENOENT;
                    case AccessDeniedException _ -> Errno.EACCES;
                    default -> Errno.EIO; // ESRCH of a process that ended while it was read comes as text only
                };
        return new SyscallException("open", errno.number());
    }
}
