package org.socketlab.os.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Family;
import org.socketlab.model.IpAddress;
import org.socketlab.model.SocketCall;
import org.socketlab.os.Sockets;
import org.socketlab.os.Sockets.Poller;
import org.socketlab.os.SyscallException;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Signals that reach a thread in the middle of a call, as a terminal that changes its size sends them. */
@Timeout(30)
class SignalsIT {
    private final LinuxSystem system = new LinuxSystem();
    private final ToldCalls told = new ToldCalls();
    private final Sockets sockets = system.sockets("console:A", told);
    private final AtomicInteger caught = new AtomicInteger();
    private SignalHandler before;

    @BeforeEach
    void catchSignals() {
        before = Signal.handle(new Signal("WINCH"), _ -> caught.incrementAndGet());
    }

    @AfterEach
    void asBefore() {
        Signal.handle(new Signal("WINCH"), before);
    }

    /** Signals this thread, {@code times} times, once the call blocks; a signal to a tid goes to that thread first. */
    private CompletableFuture<Void> signal(SocketCall call, int times) throws Exception {
        String tid = Files.readSymbolicLink(Path.of("/proc/thread-self"))
                .getFileName()
                .toString();
        Runnable signals = () -> {
            while (told.of(call).stream().noneMatch(each -> each.returned() < 0)) {
                Thread.onSpinWait();
            }
            for (int i = 0; i < times; i++) {
                run("kill", "-WINCH", tid);
                while (caught.get() <= i) {
                    Thread.onSpinWait();
                }
            }
        };
        return CompletableFuture.runAsync(
                signals, task -> Thread.ofPlatform().daemon().start(task));
    }

    private static void run(String... command) {
        try {
            assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                    .isZero();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aWaitGoesOnForTheTimeThatIsLeft() throws Exception {
        try (Poller poller = sockets.poller(1)) {
            var signals = signal(SocketCall.epoll_wait, 3);
            long start = System.nanoTime();
            assertThat(poller.await(700)).isZero();
            assertThat(System.nanoTime() - start)
                    .isBetween(TimeUnit.MILLISECONDS.toNanos(690), TimeUnit.SECONDS.toNanos(30));
            signals.get();
        }
        assertThat(told.of(SocketCall.epoll_wait))
                .hasSize(1)
                .allMatch(call -> call.errno().isEmpty());
    }

    @Test
    void aConnectGoesOn() throws Exception {
        int listener = sockets.socket(Family.INET, true);
        sockets.bind(listener, new Endpoint.Inet(IpAddress.LOOPBACK_V4, 0));
        sockets.listen(listener, 0);
        Endpoint at = sockets.localName(listener);
        int first = sockets.socket(Family.INET, true);
        sockets.connect(first, at);
        int second = sockets.socket(Family.INET, false);
        var signals = signal(SocketCall.connect, 2).thenRun(() -> {
            try {
                sockets.close(sockets.accept(listener).fd()); // room for the second
            } catch (SyscallException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(sockets.connect(second, at)).isZero();
        signals.get();
        assertThat(told.of(SocketCall.connect)).hasSize(2);
        assertThat(told.last(SocketCall.connect).errno()).isEmpty();
        for (int fd : new int[] {first, second, listener}) {
            sockets.close(fd);
        }
    }
}
