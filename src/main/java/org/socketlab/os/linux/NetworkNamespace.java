package org.socketlab.os.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.socketlab.os.SyscallException;

/** The network namespace that this process is in (network_namespaces(7)). Its calls are nobody's facts. */
final class NetworkNamespace {
    // #define AF_INET 2, #define SOCK_DGRAM 2, #define SOCK_CLOEXEC 02000000
    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    // #define SIOCGIFFLAGS 0x8913, #define SIOCSIFFLAGS 0x8914
    private static final int SIOCGIFFLAGS = 0x8913;
    private static final int SIOCSIFFLAGS = 0x8914;
    // IFF_UP = 1<<0
    private static final short IFF_UP = 1;
    // #define IFNAMSIZ 16: struct ifreq begins with the name, its flags follow as a short
    private static final int FLAGS = 16;
    private static final int IFREQ_BYTES = 40;

    private NetworkNamespace() {}

    /** As the kernel names it in /proc/self/ns: {@code net:[4026531840]}. */
    static String name() throws SyscallException {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString();
        } catch (IOException e) {
            throw ProcFs.failed(e);
        }
    }

    /** Brings {@code lo} up, which a new namespace has down; 127.0.0.1 and ::1 come with it (netdevice(7)). */
    static void raiseLoopback() throws SyscallException {
        int fd = Libc.socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        Tale.check("socket", fd);
        try {
            ByteBuffer request = Scratch.own().bytes;
            request.put(0, new byte[IFREQ_BYTES]).put(0, "lo".getBytes(StandardCharsets.US_ASCII));
            Tale.check("ioctl", Libc.ioctl(fd, SIOCGIFFLAGS, Scratch.own().address));
            request.putShort(FLAGS, (short) (request.getShort(FLAGS) | IFF_UP));
            Tale.check("ioctl", Libc.ioctl(fd, SIOCSIFFLAGS, Scratch.own().address));
        } finally {
            Libc.close(fd);
        }
    }
}
