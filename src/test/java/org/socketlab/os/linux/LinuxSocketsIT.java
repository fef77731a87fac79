package org.socketlab.os.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Family;
import org.socketlab.model.IpAddress;
import org.socketlab.model.Protocol;
import org.socketlab.model.SocketCall;
import org.socketlab.model.SocketId;
import org.socketlab.os.Accepted;
import org.socketlab.os.Errno;
import org.socketlab.os.OffHeap;
import org.socketlab.os.SocketOption;
import org.socketlab.os.Sockets;
import org.socketlab.os.Sockets.How;
import org.socketlab.os.SyscallException;

class LinuxSocketsIT {
    private final LinuxSystem system = new LinuxSystem();
    private final ToldCalls told = new ToldCalls();
    private final Sockets sockets = system.sockets("server:tcp", told);
    private final OffHeap memory = system.allocate(8192);

    @TempDir
    Path folder;

    private long openBefore;

    @BeforeEach
    void countFds() {
        openBefore = OwnFds.sockets();
    }

    @AfterEach
    void nothingIsLeftOpen() {
        assertThat(OwnFds.sockets()).isEqualTo(openBefore);
    }

    private Endpoint anywhere(String kind) {
        return switch (kind) {
            case "127.0.0.1", "::1" -> new Endpoint.Inet(IpAddress.parse(kind), 0);
            case "abstract" ->
                new Endpoint.Unix("@socketlab-it-" + ProcessHandle.current().pid());
            default -> new Endpoint.Unix(folder.resolve("lab.sock").toString());
        };
    }

    private static Family family(Endpoint endpoint) {
        return switch (endpoint) {
            case Endpoint.Inet inet -> inet.address().v6() ? Family.INET6 : Family.INET;
            case Endpoint.Unix _ -> Family.UNIX;
        };
    }

    private int listening(Endpoint at) throws SyscallException {
        int fd = sockets.socket(family(at), true);
        sockets.bind(fd, at);
        sockets.listen(fd, 128);
        return fd;
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "path", "abstract"})
    void bytesPassBothWaysAndEachCallIsTold(String kind) throws SyscallException {
        int listener = listening(anywhere(kind));
        Endpoint at = sockets.localName(listener);
        int client = sockets.socket(family(at), false);
        assertThat(sockets.connect(client, at)).isZero();
        Accepted accepted = accepted(listener);

        put("ping\n");
        assertThat(sockets.write(client, memory, 0, 5)).isEqualTo(5);
        assertThat(arrived(accepted.fd(), 100, 4096)).isEqualTo(5);
        ToldCalls.Told read = told.last(SocketCall.read);
        assertThat(text(100, 5)).isEqualTo("ping\n");
        assertThat(sockets.read(accepted.fd(), memory, 0, 1)).isEqualTo(-Errno.EAGAIN.number());
        ToldCalls.Told inVain = told.last(SocketCall.read);
        assertThat(sockets.shutdown(client, How.SHUT_WR)).isZero();
        assertThat(arrived(accepted.fd(), 0, 1)).isZero();

        SocketId clientId = sockets.id(client);
        assertThat(clientId.protocol()).isEqualTo(at instanceof Endpoint.Unix ? Protocol.UNIX : Protocol.TCP);
        assertThat(accepted.id()).isEqualTo(sockets.id(accepted.fd())).isNotEqualTo(clientId);
        assertThat(accepted.peer()).isEqualTo(at instanceof Endpoint.Unix ? Endpoint.NONE : sockets.localName(client));

        ToldCalls.Told wrote = told.last(SocketCall.write);
        assertThat(wrote.fd()).isEqualTo(client);
        assertThat(wrote.count()).isEqualTo(5);
        assertThat(wrote.result()).isEqualTo(5);
        assertThat(wrote.bytes().text()).isEqualTo("ping\n");
        assertThat(wrote.id()).contains(clientId);
        assertThat(wrote.blocking()).isTrue();
        assertThat(wrote.returned()).isGreaterThan(wrote.entered());
        assertThat(read.bytes().text()).isEqualTo("ping\n");
        assertThat(read.id()).contains(accepted.id());
        assertThat(read.blocking()).isFalse();
        assertThat(inVain.errno()).isEqualTo("EAGAIN");
        assertThat(inVain.result()).isEqualTo(-1);
        assertThat(told.last(SocketCall.connect).blocking()).isTrue();
        assertThat(told.last(SocketCall.connect).args())
                .startsWith(String.valueOf(client), CallWords.address(at))
                .hasSize(3);
        assertThat(told.last(SocketCall.accept4).out()).startsWith(CallWords.address(accepted.peer()));
        assertThat(told.last(SocketCall.accept4).result()).isEqualTo(accepted.fd());
        assertThat(told.last(SocketCall.accept4).id()).contains(accepted.id());
        assertThat(told.all()).allMatch(call -> call.actor().equals("server:tcp"));

        for (int fd : new int[] {client, accepted.fd(), listener}) {
            assertThat(sockets.close(fd)).isZero();
        }
        assertThat(told.of(SocketCall.close)).extracting(ToldCalls.Told::id).contains(java.util.Optional.of(clientId));
    }

    @Test
    void aDualStackListenerKeepsTheMappedAddressOfItsPeer() throws SyscallException {
        int listener = sockets.socket(Family.INET6, true);
        sockets.set(listener, SocketOption.IPV6_V6ONLY, 0);
        sockets.bind(listener, new Endpoint.Inet(IpAddress.ANY_V6, 0));
        sockets.listen(listener, 1);
        int port = ((Endpoint.Inet) sockets.localName(listener)).port();
        int client = sockets.socket(Family.INET, false);
        assertThat(sockets.connect(client, new Endpoint.Inet(IpAddress.LOOPBACK_V4, port)))
                .isZero();
        Accepted accepted = accepted(listener);
        assertThat(((Endpoint.Inet) accepted.peer()).address()).hasToString("::ffff:127.0.0.1");
        closeAll(accepted.fd(), client, listener);
    }

    @Test
    void theCookieFollowsTheSocketAndNotTheNumber() throws SyscallException {
        int first = sockets.socket(Family.INET, true);
        SocketId one = sockets.id(first);
        sockets.close(first);
        assertThatThrownBy(() -> sockets.id(first)).isInstanceOfSatisfying(SyscallException.class, e -> {
            assertThat(e.is(Errno.EBADF)).isTrue();
        });
        List<Integer> others = new ArrayList<>(); // another thread may have taken the number, for a file say
        int second = sockets.socket(Family.INET, true);
        while (second != first && others.size() < 1_000) {
            others.add(second);
            second = sockets.socket(Family.INET, true);
        }
        others.forEach(sockets::close);
        assertThat(second).isEqualTo(first);
        assertThat(sockets.id(second)).isNotEqualTo(one);
        assertThat(sockets.id(second)).isEqualTo(sockets.id(second));
        sockets.close(second);
        assertThat(told.of(SocketCall.socket).getFirst().id()).contains(one);
        assertThat(told.of(SocketCall.close).getFirst().id()).contains(one);
    }

    @Test
    void nobodyWaitingIsEagain() throws SyscallException {
        int listener = listening(anywhere("127.0.0.1"));
        refused("accept4", Errno.EAGAIN, () -> sockets.accept(listener));
        assertThat(told.last(SocketCall.accept4).errno()).isEqualTo("EAGAIN");
        sockets.close(listener);
    }

    @Test
    void everydayRefusals() throws Exception {
        int listener = listening(anywhere("127.0.0.1"));
        Endpoint taken = sockets.localName(listener);
        int second = sockets.socket(Family.INET, true);
        refused("bind", Errno.EADDRINUSE, () -> sockets.bind(second, taken));
        refused(
                "bind",
                Errno.EADDRNOTAVAIL,
                () -> sockets.bind(second, new Endpoint.Inet(IpAddress.parse("192.0.2.1"), 0)));
        assertThat(told.last(SocketCall.bind).errno()).isEqualTo("EADDRNOTAVAIL");
        closeAll(second, listener);

        int client = sockets.socket(Family.INET, false);
        assertThat(sockets.connect(client, taken)).isEqualTo(-Errno.ECONNREFUSED.number());
        assertThat(told.last(SocketCall.connect).errno()).isEqualTo("ECONNREFUSED");
        assertThat(told.last(SocketCall.connect).result()).isEqualTo(-1);
        sockets.close(client);

        int unix = sockets.socket(Family.UNIX, false);
        assertThat(sockets.connect(unix, anywhere("path"))).isEqualTo(-Errno.ENOENT.number());
        Path plain = Files.createFile(folder.resolve("plain"));
        assertThat(sockets.connect(unix, new Endpoint.Unix(plain.toString()))).isEqualTo(-Errno.ECONNREFUSED.number());
        Endpoint below = new Endpoint.Unix(plain + "/sock");
        assertThat(sockets.connect(unix, below)).isEqualTo(-Errno.ENOTDIR.number());
        refused("bind", Errno.EADDRINUSE, () -> sockets.bind(unix, new Endpoint.Unix(plain.toString())));
        refused(
                "unlink",
                Errno.ENOENT,
                () -> sockets.unlink(folder.resolve("none").toString()));
        assertThat(told.last(SocketCall.unlink).args()).containsExactly("\"" + folder.resolve("none") + "\"");
        sockets.close(unix);
        assertThat(sockets.close(unix)).isEqualTo(-Errno.EBADF.number());
        assertThat(sockets.shutdown(unix, How.SHUT_RDWR)).isEqualTo(-Errno.EBADF.number());
        assertThat(sockets.read(unix, memory, 0, 1)).isEqualTo(-Errno.EBADF.number());
        refused("listen", Errno.EBADF, () -> sockets.listen(unix, 1));
    }

    @Test
    void aNameThatFitsNoAddressIsRefusedWithoutACall() throws SyscallException {
        int fd = sockets.socket(Family.UNIX, false);
        Endpoint tooLong = new Endpoint.Unix("/" + "a".repeat(107));
        refused("bind", Errno.ENAMETOOLONG, () -> sockets.bind(fd, tooLong));
        assertThat(sockets.connect(fd, tooLong)).isEqualTo(-Errno.ENAMETOOLONG.number());
        assertThat(told.of(SocketCall.bind)).isEmpty();
        assertThat(told.of(SocketCall.connect)).isEmpty();
        sockets.close(fd);
    }

    @Test
    void aSocketFileIsPrivateFromItsBirth() throws Exception {
        Endpoint.Unix at = (Endpoint.Unix) anywhere("path");
        int fd = sockets.socket(Family.UNIX, true);
        sockets.mode(fd, 0600);
        sockets.bind(fd, at);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(at.path()))))
                .isEqualTo("rw-------");
        assertThat(told.last(SocketCall.fchmod).args()).containsExactly(String.valueOf(fd), "0600");
        sockets.unlink(at.path());
        assertThat(Path.of(at.path())).doesNotExist();
        sockets.close(fd);
    }

    @Test
    void optionsAreSetReadAndWorded() throws SyscallException {
        int fd = sockets.socket(Family.INET, true);
        for (SocketOption option : List.of(
                SocketOption.SO_REUSEADDR,
                SocketOption.TCP_NODELAY,
                SocketOption.TCP_DEFER_ACCEPT,
                SocketOption.TCP_SAVE_SYN)) {
            sockets.set(fd, option, 1);
            assertThat(sockets.get(fd, option)).as(option.name()).isEqualTo(1);
            assertThat(told.last(SocketCall.setsockopt).args())
                    .containsExactly(String.valueOf(fd), option.levelName(), option.name(), "[1]", "4");
            assertThat(told.last(SocketCall.getsockopt).out()).containsExactly("[1]", "[4]");
        }
        refused("setsockopt", Errno.ENOPROTOOPT, () -> sockets.set(fd, SocketOption.IPV6_V6ONLY, 1));
        sockets.sendTimeout(fd, 1250);
        assertThat(told.last(SocketCall.setsockopt).args()).contains("{tv_sec=1, tv_usec=250000}");
        sockets.nonBlocking(fd, false);
        assertThat(told.last(SocketCall.fcntl).args()).containsExactly(String.valueOf(fd), "F_SETFL", "O_RDWR");
        assertThat(told.of(SocketCall.fcntl).getFirst().args()).containsExactly(String.valueOf(fd), "F_GETFL");
        sockets.close(fd);
    }

    @Test
    void aResetReachesThePeer() throws SyscallException {
        int listener = listening(anywhere("127.0.0.1"));
        int client = sockets.socket(Family.INET, false);
        sockets.connect(client, sockets.localName(listener));
        Accepted accepted = accepted(listener);
        sockets.resetOnClose(accepted.fd());
        sockets.close(accepted.fd());
        assertThat(sockets.read(client, memory, 0, 10)).isEqualTo(-Errno.ECONNRESET.number());
        assertThat(told.last(SocketCall.read).errno()).isEqualTo("ECONNRESET");
        closeAll(client, listener);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "path"})
    void writingToNobodyIsEpipeAndNoSignalEndsUs(String kind) throws SyscallException {
        int listener = listening(anywhere(kind));
        int client = sockets.socket(family(sockets.localName(listener)), false);
        sockets.connect(client, sockets.localName(listener));
        sockets.shutdown(client, How.SHUT_WR);
        for (int i = 0; i < 50; i++) {
            assertThat(sockets.write(client, memory, 0, 1)).isEqualTo(-Errno.EPIPE.number());
        }
        closeAll(client, listener);
    }

    @Test
    void memoryOutsideTheBufferIsNeverNamed() throws SyscallException {
        int fd = sockets.socket(Family.INET, true);
        assertThatThrownBy(() -> sockets.read(fd, memory, 8000, 200)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> sockets.write(fd, memory, -1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        sockets.close(fd);
    }

    @Test
    void thisHostHasUnixAndIpv4() {
        assertThat(sockets.families()).contains(Family.INET, Family.UNIX);
        assertThat(told.all()).isEmpty();
    }

    /** The kernel finishes a handshake, and passes bytes on, when it comes to it: on a busy machine a little later. */
    private Accepted accepted(int listener) throws SyscallException {
        while (true) {
            try {
                return sockets.accept(listener);
            } catch (SyscallException e) {
                assertThat(e.is(Errno.EAGAIN)).as(e.getMessage()).isTrue();
            }
        }
    }

    private int arrived(int fd, int at, int count) {
        int outcome = -Errno.EAGAIN.number();
        while (outcome == -Errno.EAGAIN.number()) {
            outcome = sockets.read(fd, memory, at, count);
        }
        return outcome;
    }

    private interface Refusable {
        void run() throws SyscallException;
    }

    private static void refused(String call, Errno errno, Refusable what) {
        assertThatThrownBy(what::run).isInstanceOfSatisfying(SyscallException.class, e -> {
            assertThat(e.call()).isEqualTo(call);
            assertThat(e.errnoName()).isEqualTo(errno.name());
        });
    }

    private void closeAll(int... fds) {
        for (int fd : fds) {
            assertThat(sockets.close(fd)).isZero();
        }
    }

    private void put(String text) {
        memory.bytes().put(0, text.getBytes(StandardCharsets.UTF_8));
    }

    private String text(int from, int length) {
        byte[] bytes = new byte[length];
        memory.bytes().get(from, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
