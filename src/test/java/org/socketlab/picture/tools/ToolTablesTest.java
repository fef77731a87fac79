package org.socketlab.picture.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Family;
import org.socketlab.model.FdEntry;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.Owner;
import org.socketlab.model.Protocol;
import org.socketlab.model.SocketId;
import org.socketlab.model.SocketState;
import org.socketlab.model.SocketType;
import org.socketlab.model.TcpInfo;
import org.socketlab.model.TcpState;
import org.socketlab.model.UnixState;
import org.socketlab.os.FdLink;

/** The tables against what lsof 4.95, netstat 2.10 and ls 9.1 really printed. */
class ToolTablesTest {
    private static KernelSocket socket(
            Protocol protocol,
            Family family,
            SocketState state,
            String local,
            String remote,
            long inode,
            Owner... owners) {
        return new KernelSocket(
                new SocketId(protocol, inode),
                family,
                protocol == Protocol.UNIX ? SocketType.SEQPACKET : SocketType.STREAM,
                state,
                Endpoint.parse(local),
                Endpoint.parse(remote),
                inode,
                0,
                0,
                1,
                128,
                OptionalLong.empty(),
                List.of(owners),
                false,
                TcpInfo.NONE,
                "");
    }

    private static KernelSocket tcp(
            Family family, SocketState state, String local, String remote, long inode, Owner... o) {
        return socket(Protocol.TCP, family, state, local, remote, inode, o);
    }

    @Test
    void lsofOfTcp() {
        List<KernelSocket> sockets = List.of(
                tcp(
                        Family.INET6,
                        TcpState.LISTEN,
                        "[::1]:56605",
                        "",
                        834146,
                        new Owner(31257, "uni\u00e9x", "12345", 7, "u")),
                tcp(
                        Family.INET6,
                        TcpState.LISTEN,
                        "[::1]:47931",
                        "",
                        843466,
                        new Owner(31245, "averylongcomman", "systemd-timesync", 7, "u")),
                tcp(
                        Family.INET6,
                        TcpState.LISTEN,
                        "[::1]:39865",
                        "",
                        834129,
                        new Owner(31253, "ab cdefgh ijk", "root", 7, "u")),
                tcp(
                        Family.INET,
                        TcpState.LISTEN,
                        "0.0.0.0:59637",
                        "",
                        751834,
                        new Owner(31252, "bs\\x", "root", 9999, "u"),
                        new Owner(31252, "bs\\x", "root", 12345, "u")),
                tcp(
                        Family.INET6,
                        TcpState.FIN_WAIT2,
                        "[::ffff:127.0.0.1]:22346",
                        "[::ffff:127.0.0.1]:35408",
                        675022,
                        new Owner(3, "xx", "root", 251, "u")),
                tcp(Family.INET, TcpState.CLOSED, "127.0.0.1:9", "", 5, new Owner(3, "xx", "root", 4, "u")),
                tcp(Family.INET, TcpState.TIME_WAIT, "127.0.0.1:8", "127.0.0.1:7", 0));
        assertThat(LsofTable.tcp(sockets)).isEqualTo("""
                COMMAND     PID             USER   FD   TYPE DEVICE SIZE/OFF NODE NAME
                xx            3             root  251u  IPv6 675022      0t0  TCP 127.0.0.1:22346->127.0.0.1:35408 (FIN_WAIT2)
                averylong 31245 systemd-timesync    7u  IPv6 843466      0t0  TCP [::1]:47931 (LISTEN)
                bs\\\\x     31252             root 9999u  IPv4 751834      0t0  TCP *:59637 (LISTEN)
                bs\\\\x     31252             root *345u  IPv4 751834      0t0  TCP *:59637 (LISTEN)
                ab\\x20cde 31253             root    7u  IPv6 834129      0t0  TCP [::1]:39865 (LISTEN)
                uni\\xc3   31257            12345    7u  IPv6 834146      0t0  TCP [::1]:56605 (LISTEN)
                """);
        assertThat(LsofTable.tcp(List.of())).isEmpty();
        assertThat(LsofTable.tcp(List.of(tcp(
                        Family.INET,
                        TcpState.LISTEN,
                        "127.0.0.1:59499",
                        "",
                        1152393,
                        new Owner(14232, "uni\u00e9x", "root", 3, "u")))))
                .endsWith("uni\\xc3  14232 root    3u  IPv4 1152393      0t0  TCP 127.0.0.1:59499 (LISTEN)\n");
    }

    @Test
    void lsofOfUnixSockets() {
        List<KernelSocket> sockets = List.of(
                socket(Protocol.UNIX, Family.UNIX, UnixState.LISTEN, "/tmp/obs/u0/sp ace", "", 751841, owner(12)),
                socket(Protocol.UNIX, Family.UNIX, UnixState.LISTEN, "/tmp/u/uni\u00e9\u4f60", "", 751842, owner(13)),
                socket(Protocol.UNIX, Family.UNIX, UnixState.LISTEN, "/tmp/u/back\\slash", "", 751845, owner(16)),
                socket(Protocol.UNIX, Family.UNIX, UnixState.LISTEN, "@abs\u0001tract@0\u007f", "", 751848, owner(19)),
                socket(Protocol.UNIX, Family.UNIX, UnixState.CONNECTED, "", "", 75, owner(20)));
        assertThat(LsofTable.unix(sockets, Map.of(75L, "00000000101ac59a"))).isEqualTo("""
                COMMAND     PID USER   FD   TYPE             DEVICE SIZE/OFF   NODE NAME
                a\\x20b(c) 30467 root   12u  unix 0x0000000000000000      0t0 751841 /tmp/obs/u0/sp type=SEQPACKET (LISTEN)
                a\\x20b(c) 30467 root   13u  unix 0x0000000000000000      0t0 751842 /tmp/u/uni\\xc3\\xa9\\xe4\\xbd\\xa0 type=SEQPACKET (LISTEN)
                a\\x20b(c) 30467 root   16u  unix 0x0000000000000000      0t0 751845 /tmp/u/back\\\\slash type=SEQPACKET (LISTEN)
                a\\x20b(c) 30467 root   19u  unix 0x0000000000000000      0t0 751848 @abs^Atract@0\\x7f type=SEQPACKET (LISTEN)
                a\\x20b(c) 30467 root   20u  unix 0x00000000101ac59a      0t0     75 type=SEQPACKET (CONNECTED)
                """);
    }

    private static Owner owner(int fd) {
        return new Owner(30467, "a b(c)", "root", fd, "u");
    }

    @Test
    void netstatOfListeners() {
        List<KernelSocket> sockets = List.of(
                tcp(
                        Family.INET6,
                        TcpState.LISTEN,
                        "[fe80::fc:ff:fe00:1]:55295",
                        "",
                        1,
                        new Owner(31252, "x", "root", 3, "u")),
                tcp(Family.INET, TcpState.LISTEN, "0.0.0.0:2024", "", 2),
                tcp(Family.INET, TcpState.ESTABLISHED, "127.0.0.1:5", "127.0.0.1:6", 3),
                tcp(
                        Family.INET6,
                        TcpState.LISTEN,
                        "[::ffff:127.0.0.1]:34111",
                        "",
                        4,
                        new Owner(31253, "x", "root", 3, "u")),
                tcp(Family.INET6, TcpState.LISTEN, "[::]:22346", "", 4, new Owner(28954, "x", "root", 3, "u")));
        Map<Integer, String> lines = Map.of(
                31252, "/very/long path/x/averyverylongprogramname\000-v\000",
                31253, "sshd: root/foo bar\000",
                28954, "python3\000s.py\000");
        assertThat(NetstatTable.listening(sockets, owner -> lines.get(owner.pid())))
                .isEqualTo("""
                Active Internet connections (only servers)
                Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name   \s
                tcp        1      0 0.0.0.0:2024            0.0.0.0:*               LISTEN      -                  \s
                tcp6       1      0 fe80::fc:ff:fe00::55295 :::*                    LISTEN      31252/averyverylong\s
                tcp6       1      0 127.0.0.1:34111         :::*                    LISTEN      31253/sshd: root/fo\s
                tcp6       1      0 :::22346                :::*                    LISTEN      28954/python3      \s
                """);
    }

    @Test
    void lsOfLinks() {
        Instant now = Instant.parse("2026-11-22T17:30:00Z");
        List<FdLink> links = List.of(
                link(0, "pipe:[843455]", "r-x", now.minusSeconds(60)),
                link(2, "/var/log/x", "-wx", now.minusSeconds(16_000_000)),
                link(10, "socket:[7]", "rwx", now.plusSeconds(60)));
        assertThat(LsListing.links(links, uid -> "12345", gid -> "nogroup", now, ZoneOffset.UTC))
                .isEqualTo("""
                total 0
                lr-x------ 1 12345 nogroup 64 Nov 22 17:29 0 -> pipe:[843455]
                lrwx------ 1 12345 nogroup 64 Nov 22  2026 10 -> socket:[7]
                l-wx------ 1 12345 nogroup 64 May 21  2026 2 -> /var/log/x
                """);
        KernelSocket listener = tcp(Family.INET, TcpState.LISTEN, "127.0.0.1:1208", "", 7);
        assertThat(LsListing.sockets(links, Map.of(7L, listener))).isEqualTo("10 -> tcp LISTEN 127.0.0.1:1208\n");
        assertThat(LsListing.sockets(links, Map.of())).startsWith("10 -> neither bound nor connected");
    }

    private static FdLink link(int fd, String target, String mode, Instant changed) {
        return new FdLink(new FdEntry(fd, target, mode), mode + "------", 1, 12345, 65534, 64, changed);
    }
}
