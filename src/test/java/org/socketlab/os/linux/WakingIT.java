package org.socketlab.os.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Family;
import org.socketlab.model.IpAddress;
import org.socketlab.model.SocketCall;
import org.socketlab.os.Errno;
import org.socketlab.os.OffHeap;
import org.socketlab.os.SocketOption;
import org.socketlab.os.Sockets;
import org.socketlab.os.Sockets.How;
import org.socketlab.os.SyscallException;

/** A blocked call is told while it blocks, and shutdown() of its fd ends it. */
@Timeout(30)
class WakingIT {
    private final LinuxSystem system = new LinuxSystem();
    private final ToldCalls told = new ToldCalls();
    private final Sockets sockets = system.sockets("console:A", told);
    private final List<Integer> open = new ArrayList<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final long openBefore = OwnFds.sockets();

    @TempDir
    Path folder;

    private int listener;
    private Endpoint at = Endpoint.NONE;

    @BeforeEach
    void listenOnLoopback() throws SyscallException {
        listen(new Endpoint.Inet(IpAddress.LOOPBACK_V4, 0), 5);
    }

    private void listen(Endpoint local, int backlog) throws SyscallException {
        listener = opened(local instanceof Endpoint.Unix ? Family.UNIX : Family.INET);
        sockets.bind(listener, local);
        sockets.listen(listener, backlog);
        at = sockets.localName(listener);
    }

    @AfterEach
    void closeAll() throws Exception {
        thread.shutdown();
        assertThat(thread.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        open.forEach(sockets::close);
        assertThat(OwnFds.sockets()).isEqualTo(openBefore);
    }

    private int opened(Family family) throws SyscallException {
        int fd = sockets.socket(family, false);
        open.add(fd);
        return fd;
    }

    @Test
    void aBlockedReadIsShownAndWoken() throws Exception {
        int client = opened(Family.INET);
        sockets.connect(client, at);
        OffHeap memory = system.allocate(16);
        var read = CompletableFuture.supplyAsync(() -> sockets.read(client, memory, 0, 16), thread);
        ToldCalls.Told blocked = blocked(SocketCall.read);
        assertThat(blocked.fd()).isEqualTo(client);
        assertThat(blocked.count()).isEqualTo(16);
        sockets.shutdown(client, How.SHUT_RDWR);
        assertThat(read.get()).isZero();
        assertThat(told.last(SocketCall.read).number()).isEqualTo(blocked.number());
        assertThat(told.last(SocketCall.read).returned()).isPositive();
    }

    @Test
    void aBlockedWriteIsShownAndWoken() throws Exception {
        int client = opened(Family.INET);
        sockets.set(client, SocketOption.SO_SNDBUF, 4096);
        sockets.connect(client, at);
        OffHeap memory = system.allocate(16 << 20);
        var write = CompletableFuture.supplyAsync(() -> sockets.write(client, memory, 0, 16 << 20), thread);
        blocked(SocketCall.write);
        sockets.shutdown(client, How.SHUT_RDWR);
        assertThat(write.get()).isLessThan(16 << 20);
    }

    @Test
    void aBlockedConnectIsShownAndWoken() throws Exception {
        sockets.listen(listener, 0);
        int first = opened(Family.INET);
        assertThat(sockets.connect(first, at)).isZero();
        int second = opened(Family.INET);
        var connect = CompletableFuture.supplyAsync(() -> sockets.connect(second, at), thread);
        assertThat(blocked(SocketCall.connect).fd()).isEqualTo(second);
        // the thread may stand just before the call: shut down until it has come out
        while (!connect.isDone()) {
            sockets.shutdown(second, How.SHUT_RDWR);
            Thread.onSpinWait();
        }
        assertThat(connect.get()).isEqualTo(-Errno.ECONNRESET.number());
        assertThat(told.last(SocketCall.connect).errno()).isEqualTo("ECONNRESET");
    }

    @Test
    void aUnixConnectToAFullQueueIsOneCallUntilShutDown() throws Exception {
        listen(new Endpoint.Unix(folder.resolve("full.sock").toString()), 0);
        int first = opened(Family.UNIX);
        assertThat(sockets.connect(first, at)).isZero();
        int second = opened(Family.UNIX);
        sockets.sendTimeout(second, 20);
        long before = told.of(SocketCall.connect).size();
        long start = System.nanoTime();
        var connect = CompletableFuture.supplyAsync(() -> sockets.connect(second, at), thread);
        ToldCalls.Told blocked = blocked(SocketCall.connect);
        // several timeouts pass, and it is still the one call that is told
        while (System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(100)) {
            Thread.onSpinWait();
        }
        assertThat(told.of(SocketCall.connect)).hasSize((int) before + 1);
        assertThat(connect).isNotDone();
        sockets.shutdown(second, How.SHUT_RDWR);
        assertThat(connect.get()).isEqualTo(-Errno.EAGAIN.number());
        assertThat(told.of(SocketCall.connect)).hasSize((int) before + 1);
        assertThat(told.last(SocketCall.connect).number()).isEqualTo(blocked.number());
    }

    @Test
    void aUnixConnectGetsInOnceThereIsRoom() throws Exception {
        listen(new Endpoint.Unix("@socketlab-waking-" + ProcessHandle.current().pid()), 0);
        int first = opened(Family.UNIX);
        assertThat(sockets.connect(first, at)).isZero();
        int second = opened(Family.UNIX);
        sockets.sendTimeout(second, 20);
        var connect = CompletableFuture.supplyAsync(() -> sockets.connect(second, at), thread);
        blocked(SocketCall.connect);
        open.add(sockets.accept(listener).fd());
        assertThat(connect.get()).isZero();
        open.add(sockets.accept(listener).fd());
    }

    @Test
    void aBlockedAcceptIsShown() throws Exception {
        var accept = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return sockets.accept(listener).fd();
                    } catch (SyscallException e) {
                        throw new IllegalStateException(e);
                    }
                },
                thread);
        assertThat(blocked(SocketCall.accept4).fd()).isEqualTo(listener);
        int client = opened(Family.INET);
        sockets.connect(client, at);
        open.add(accept.get());
        assertThat(told.last(SocketCall.accept4).returned()).isPositive();
    }

    /** The call that was entered and has not returned; waits until there is one. */
    private ToldCalls.Told blocked(SocketCall call) {
        while (true) {
            var calls = told.of(call);
            if (!calls.isEmpty()
                    && calls.getLast().blocking()
                    && calls.getLast().returned() < 0) {
                return calls.getLast();
            }
            Thread.onSpinWait();
        }
    }
}
