package org.socketlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.socketlab.cli.As.Ran;

/** The lab's tables against those of lsof, netstat and ls on the same sockets, byte for byte. */
class ToolsIT {
    /** What both kinds of user see, each its own; all look at the same sockets. */
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Tables {
        As user;
        private Process holder;
        private Process another;
        private String pid;
        private String port4;
        private String port6;

        abstract As user() throws Exception;

        @BeforeAll
        void hold() throws Exception {
            user = user();
            another = As.me().holder(); // for nobody another user's
            As.line(another);
            holder = user.holder();
            String[] ports = As.line(holder).split(" ");
            port4 = ports[0];
            port6 = ports[1];
            pid = String.valueOf(holder.pid());
        }

        @AfterAll
        void release() throws Exception {
            for (Process each : new Process[] {another, holder}) {
                if (each != null) {
                    each.getOutputStream().close();
                    each.waitFor();
                }
            }
        }

        @Test
        void lsofOfAPort() throws Exception {
            As.needs("lsof");
            for (String port : new String[] {port4, port6}) {
                same(new String[] {"lsof", "-nP", "-iTCP:" + port}, "sockets", "--port", port, "--format", "lsof");
            }
        }

        @Test
        void lsofOfAllTcp() throws Exception {
            As.needs("lsof");
            same(new String[] {"lsof", "-nP", "-iTCP"}, "sockets", "-n", "--format", "lsof");
        }

        @Test
        void lsofOfUnixSockets() throws Exception {
            As.needs("lsof");
            same(new String[] {"lsof", "-U"}, "sockets", "--unix", "--format", "lsof");
        }

        @Test
        void netstat() throws Exception {
            As.needs("netstat");
            same(new String[] {"netstat", "-ntlp"}, "sockets", "--format", "netstat");
        }

        @Test
        void lsOfAnFdTableAndThenItsSockets() throws Exception {
            Ran ls = user.tool("ls", "-l", "/proc/" + pid + "/fd");
            Ran lab = user.lab("fds", pid);
            assertThat(lab.code()).as(lab.err()).isZero();
            int blank = lab.out().indexOf("\n\n");
            assertThat(lab.out().substring(0, blank + 1)).isEqualTo(ls.out());
            assertThat(lab.out().substring(blank + 2).lines().toList())
                    .hasSameSizeAs(ls.out()
                            .lines()
                            .filter(line -> line.contains("socket:["))
                            .toList())
                    .anyMatch(line -> line.endsWith(" -> tcp LISTEN 127.0.0.1:" + port4))
                    .anyMatch(line -> line.contains(" -> tcp ESTABLISHED 127.0.0.1:" + port4 + " -> 127.0.0.1:"))
                    .anyMatch(line -> line.contains(" -> unix LISTEN /"));
        }

        @Test
        void json() throws Exception {
            Ran lab = user.lab("sockets", "--port", port4);
            assertThat(lab.code()).as(lab.err()).isZero();
            assertThat(lab.out())
                    .startsWith("[{\"id\":\"tcp/")
                    .contains("\"state\":\"LISTEN\",\"local\":\"127.0.0.1:" + port4 + "\"")
                    .contains("\"owners\":[{\"pid\":" + pid + ",\"command\":\"java\"");
            assertThat(user.lab("fds", pid, "--format", "json").out())
                    .startsWith("{\"pid\":" + pid + ",\"command\":\"java\",\"limits\":{\"nofile\":{\"soft\":");
        }

        /** Other processes come and go: compared is where the tool says the same before and after the lab. */
        private void same(String[] tool, String... lab) throws Exception {
            for (int attempt = 0; attempt < 30; attempt++) {
                Ran before = user.tool(tool);
                Ran ours = user.lab(lab);
                assertThat(ours.code()).as(ours.err()).isZero();
                if (ours.out().equals(before.out())) {
                    assertThat(ours.out().lines().count()).isGreaterThan(3);
                    return;
                }
                if (before.out().equals(user.tool(tool).out()) && attempt > 5) {
                    assertThat(ours.out()).isEqualTo(before.out());
                }
            }
            throw new AssertionError(String.join(" ", tool) + " never stood still long enough to compare");
        }
    }

    @Nested
    class AsThisUser extends Tables {
        @Override
        As user() {
            return As.me();
        }
    }

    @Nested
    class AsNobody extends Tables {
        @TempDir
        static Path folder;

        @Override
        As user() throws Exception {
            return As.nobody(folder);
        }

        @Test
        void theObserverTellsOfAnotherUsersConnectionAsHiddenNotAsNothing() throws Exception {
            try (ServerSocketChannel listener =
                    ServerSocketChannel.open(StandardProtocolFamily.INET).bind(new InetSocketAddress("127.0.0.1", 0))) {
                int port = listener.socket().getLocalPort();
                Process onlooker = user.onlooker(port);
                try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.INET)) {
                    client.connect(listener.getLocalAddress());
                    String told;
                    do {
                        told = As.line(onlooker);
                        assertThat(told).as("before its end").isNotNull().doesNotContain("refused");
                    } while (!told.matches("ESTABLISHED 127\\.0\\.0\\.1:\\d+ 127\\.0\\.0\\.1:" + port + " hidden"));
                } finally {
                    onlooker.getOutputStream().close();
                    assertThat(onlooker.waitFor()).isZero();
                }
            }
        }

        @Test
        void anotherUsersSocketsAreThereWithHiddenOwners() throws Exception {
            Process roots = As.me().holder();
            try {
                String port = As.line(roots).split(" ")[0];
                Ran lab = user.lab("sockets", "--port", port);
                assertThat(lab.out())
                        .contains("\"local\":\"127.0.0.1:" + port + "\"", "\"owners\":[],\"ownersHidden\":true");
                Ran fds = user.lab("fds", String.valueOf(roots.pid()));
                assertThat(fds.code()).isEqualTo(1);
                assertThat(fds.err().lines()).singleElement().asString().contains("another user", "EACCES", "sudo");
            } finally {
                roots.getOutputStream().close();
                roots.waitFor();
            }
        }
    }

    @Test
    void nothingThereIsAnEmptyArrayAndNoError() throws Exception {
        Ran lab = As.me().lab("sockets", "--port", "1");
        assertThat(lab).isEqualTo(new Ran("[]\n", "", 0));
    }

    @Test
    void aProcessThatIsNotThereIsOneLineWithWhatToDo() throws Exception {
        Ran lab = As.me().lab("fds", "4194305");
        assertThat(lab.code()).isEqualTo(1);
        assertThat(lab.out()).isEmpty();
        assertThat(lab.err().lines()).singleElement().asString().contains("4194305", "No process", "ps -e");
    }

    @Test
    void whatMakesNoSenseTogetherIsUsage() throws Exception {
        for (String[] wrong : new String[][] {
            {"sockets", "--port", "0"},
            {"sockets", "--port", "x"},
            {"sockets", "--unix", "--port", "5"},
            {"sockets", "--unix", "--format", "netstat"},
            {"sockets", "--format", "yaml"},
            {"sockets", "--port", "65536"},
            {"fds", "0"},
            {"connect", "--unix", ""},
            {"fds"},
            {"fds", "none"}
        }) {
            Ran lab = As.me().lab(wrong);
            assertThat(lab.code()).as(String.join(" ", wrong)).isEqualTo(2);
            assertThat(lab.err()).doesNotContain("is not an int", "Exception");
        }
    }

    @Test
    void bytesThatAreNoTextNameNoSocketRatherThanAnother() throws Exception {
        for (String command : new String[] {"serve", "connect"}) {
            Ran lab = As.me().labIn("\"$@\" --unix \"$(printf '/tmp/b\\377.sock')\"", command);
            assertThat(lab.code()).as(command).isEqualTo(2);
            assertThat(lab.err()).contains("no text", "LC_ALL=C.UTF-8").doesNotContain("Exception");
        }
    }

    @Test
    void outputThatCannotBeWrittenIsAFailure() throws Exception {
        for (String[] command : new String[][] {
            {"sockets"}, {"fds", String.valueOf(ProcessHandle.current().pid())}, {"serve", "--tcp", "127.0.0.1:0"}
        }) {
            Ran lab = As.me().labIn("\"$@\" >/dev/full", command);
            assertThat(lab.code()).as(command[0]).isEqualTo(1);
            assertThat(lab.err().lines())
                    .singleElement()
                    .asString()
                    .startsWith("socketlab: Not all of the output could be written.");
        }
    }

    /** An empty folder over /proc, in a mount namespace of our own; libjli.so is then not found beside java by itself. */
    @Test
    void withoutProcSocketsAreToldWithoutOwnersAndThatIsSaid() throws Exception {
        As.needs("unshare");
        assumeTrue(As.me().tool("unshare", "-rm", "true").code() == 0, "user namespaces are forbidden here");
        String noProc = "LD_LIBRARY_PATH=" + System.getProperty("java.home")
                + "/lib exec unshare -rm sh -c 'mount -t tmpfs none /proc && exec \"$@\"' sh \"$@\"";
        try (ServerSocketChannel listener =
                ServerSocketChannel.open(StandardProtocolFamily.INET).bind(new InetSocketAddress("127.0.0.1", 0))) {
            String port = String.valueOf(listener.socket().getLocalPort());
            Ran json = As.me().labIn(noProc, "sockets", "--port", port);
            assertThat(json.code()).as(json.err()).isZero();
            assertThat(json.out()).contains("127.0.0.1:" + port, "\"ownersHidden\":true");
            assertThat(json.err().lines()).singleElement().asString().contains("/proc", "mount -t proc");
            Ran lsof = As.me().labIn(noProc, "sockets", "--port", port, "--format", "lsof");
            assertThat(lsof.code()).isEqualTo(1);
            Ran fds = As.me().labIn(noProc, "fds", "1");
            assertThat(fds.code()).isEqualTo(1);
            assertThat(fds.err().lines()).singleElement().asString().contains("/proc", "mount -t proc");
        }
    }
}
