package org.socketlab.os.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Family;
import org.socketlab.model.IpAddress;
import org.socketlab.model.SocketCall;
import org.socketlab.os.Errno;
import org.socketlab.os.OffHeap;
import org.socketlab.os.Sockets;
import org.socketlab.os.Sockets.How;
import org.socketlab.os.Sockets.Poller;
import org.socketlab.os.SyscallException;

@Timeout(30)
class LinuxPollerIT {
    private final LinuxSystem system = new LinuxSystem();
    private final ToldCalls told = new ToldCalls();
    private final Sockets sockets = system.sockets("server:tcp", told);
    private final OffHeap memory = system.allocate(64);
    private final long openBefore = OwnFds.sockets();

    private Poller poller;
    private int client;
    private int server;
    private int listener;

    @BeforeEach
    void connectAPair() throws SyscallException {
        poller = sockets.poller(2);
        listener = sockets.socket(Family.INET, true);
        sockets.bind(listener, new Endpoint.Inet(IpAddress.LOOPBACK_V4, 0));
        sockets.listen(listener, 5);
        client = sockets.socket(Family.INET, false);
        sockets.connect(client, sockets.localName(listener));
        server = sockets.accept(listener).fd();
    }

    @AfterEach
    void nothingIsLeftOpen() {
        poller.close();
        poller.close();
        poller.wake();
        for (int fd : new int[] {client, server, listener}) {
            sockets.close(fd);
        }
        assertThat(OwnFds.sockets()).isEqualTo(openBefore);
    }

    @Test
    void readinessIsLevelTriggered() throws SyscallException {
        poller.add(server, Poller.IN | Poller.PEER_ENDED);
        assertThat(poller.await(0)).isZero();
        assertThat(told.last(SocketCall.epoll_wait).blocking()).isFalse();
        sockets.write(client, memory, 0, 2);
        for (int i = 0; i < 2; i++) {
            assertThat(poller.await(-1)).isEqualTo(1);
            assertThat(poller.fd(0)).isEqualTo(server);
            assertThat(poller.ready(0)).isEqualTo(Poller.IN);
            sockets.read(server, memory, 0, 1);
        }
        assertThat(poller.await(0)).isZero();

        poller.change(server, Poller.OUT);
        assertThat(poller.await(-1)).isEqualTo(1);
        assertThat(poller.ready(0)).isEqualTo(Poller.OUT);

        poller.change(server, Poller.PEER_ENDED);
        sockets.shutdown(client, How.SHUT_WR);
        assertThat(poller.await(-1)).isEqualTo(1);
        assertThat(poller.ready(0) & Poller.PEER_ENDED).isNotZero();

        poller.remove(server);
        assertThat(poller.await(0)).isZero();
        assertThatThrownBy(() -> poller.remove(server)).isInstanceOfSatisfying(SyscallException.class, e -> {
            assertThat(e.is(Errno.ENOENT)).isTrue();
        });
        assertThat(told.of(SocketCall.epoll_ctl)).hasSize(5);
        assertThat(told.of(SocketCall.epoll_ctl).getFirst().args().get(1)).isEqualTo("EPOLL_CTL_ADD");
        assertThat(told.of(SocketCall.epoll_ctl).getFirst().id()).contains(sockets.id(server));
        assertThat(told.last(SocketCall.epoll_ctl).errno()).isEqualTo("ENOENT");
    }

    @Test
    void aWakeIsNoEventAndWakesOnce() throws Exception {
        poller.add(server, Poller.IN);
        var woken = CompletableFuture.runAsync(() -> {
            poller.wake();
            poller.wake();
        });
        assertThat(poller.await(-1)).isZero();
        woken.get();
        assertThat(poller.await(50)).isBetween(0, 0);
        poller.wake();
        sockets.write(client, memory, 0, 1);
        assertThat(poller.await(-1)).isEqualTo(1);
        assertThat(poller.fd(0)).isEqualTo(server);
        assertThat(told.all()).noneMatch(call -> call.call() == SocketCall.write && call.count() == 8);
    }

    @Test
    void aWakeBeforeTheWaitIsNotLost() {
        for (int i = 0; i < 1000; i++) {
            poller.wake();
            assertThat(poller.await(-1)).isZero();
        }
    }

    @Test
    void wakesFromManyThreadsNeverLoseOne() throws Exception {
        // each waker waits for its wake to be answered; a lost one would stop this test until its time is out
        var answered = new java.util.concurrent.atomic.AtomicInteger();
        var asked = new java.util.concurrent.atomic.AtomicInteger();
        var waker = CompletableFuture.runAsync(() -> {
            for (int i = 1; i <= 20_000; i++) {
                asked.set(i);
                poller.wake();
                while (answered.get() < i) {
                    Thread.onSpinWait();
                }
            }
        });
        while (answered.get() < 20_000) {
            poller.await(-1);
            answered.set(asked.get());
        }
        waker.get(30, TimeUnit.SECONDS);
    }

    @Test
    void aWaitEndsInTime() {
        long start = System.nanoTime();
        assertThat(poller.await(30)).isZero();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(29));
        ToldCalls.Told wait = told.last(SocketCall.epoll_wait);
        assertThat(wait.blocking()).isTrue();
        assertThat(wait.result()).isZero();
    }
}
