package org.socketlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Family;
import org.socketlab.model.Refusal;
import org.socketlab.os.CallSink;
import org.socketlab.os.KernelView;
import org.socketlab.os.OffHeap;
import org.socketlab.os.OperatingSystem;
import org.socketlab.os.Sockets;
import org.socketlab.os.SyscallException;
import org.socketlab.os.linux.LinuxSystem;

class DisplayIT {
    private static final OperatingSystem LINUX = new LinuxSystem();

    @Test
    void withoutTheVariableThereIsNone() {
        assertThat(refusal("", true)).contains(Refusal.of("display.none", ""));
    }

    @Test
    void aNameThatIsNoneIsNamed() {
        for (String name : new String[] {"five", ":", ":x", "a/b:0", ":1.2.3"}) {
            assertThat(refusal(name, true)).contains(Refusal.of("display.malformed", "", name));
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsTold() {
        assertThat(refusal(":54321", true)).hasValueSatisfying(refusal -> {
            assertThat(refusal.code()).isEqualTo("display.silent");
            assertThat(refusal.why(Locale.ENGLISH)).contains(":54321").contains("ENOENT");
        });
    }

    @Test
    void aServerOnAnAbstractSocketAnswers() throws SyscallException {
        Sockets sockets = LINUX.sockets("test", CallSink.NONE);
        int fd = sockets.socket(Family.UNIX, false);
        try {
            int number = 50_000 + (int) (ProcessHandle.current().pid() % 10_000);
            sockets.bind(fd, new Endpoint.Unix("@/tmp/.X11-unix/X" + number));
            sockets.listen(fd, 4);
            assertThat(refusal(":" + number, true)).isEmpty();
            assertThat(refusal("unix:" + number + ".0", true)).isEmpty();
            assertThat(refusal(":" + number, false)).contains(Refusal.of("display.no-gtk", ""));
        } finally {
            sockets.close(fd);
        }
    }

    @Test
    void aServerBehindSshAnswersOverTcp() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 4, InetAddress.getLoopbackAddress())) {
            int number = server.getLocalPort() - 6_000;
            assertThat(refusal("localhost:" + number + ".0", true)).isEmpty();
        }
    }

    @Test
    void theLinkerFindsTheCLibraryAndNoOtherName() {
        assertThat(LINUX.hasLibrary("libc.so.6")).isTrue();
        assertThat(LINUX.hasLibrary("libsocketlab-none.so.0")).isFalse();
    }

    private static Optional<Refusal> refusal(String display, boolean gtk) {
        return new Display(Map.of("DISPLAY", display), new WithGtk(gtk)).refusal();
    }

    /** This host, with or without GTK. */
    private record WithGtk(boolean gtk) implements OperatingSystem {
        @Override
        public boolean hasLibrary(String name) {
            return gtk;
        }

        @Override
        public int pid() {
            return LINUX.pid();
        }

        @Override
        public int uid() {
            return LINUX.uid();
        }

        @Override
        public int gid() {
            return LINUX.gid();
        }

        @Override
        public Sockets sockets(String actor, CallSink sink) {
            return LINUX.sockets(actor, sink);
        }

        @Override
        public void settleInOwnNetwork() throws SyscallException {
            LINUX.settleInOwnNetwork();
        }

        @Override
        public KernelView openView() throws SyscallException {
            return LINUX.openView();
        }

        @Override
        public void limitFds(int pid, long most) throws SyscallException {
            LINUX.limitFds(pid, most);
        }

        @Override
        public void goOnWithout(int parent) throws SyscallException {
            LINUX.goOnWithout(parent);
        }

        @Override
        public OffHeap allocate(int bytes) {
            return LINUX.allocate(bytes);
        }
    }
}
