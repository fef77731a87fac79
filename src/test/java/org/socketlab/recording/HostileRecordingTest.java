package org.socketlab.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.socketlab.export.Palette;
import org.socketlab.export.Svg;
import org.socketlab.export.Transcripts;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.LabState;
import org.socketlab.model.Samples;
import org.socketlab.picture.BundleWords;
import org.socketlab.picture.Selection;
import org.socketlab.picture.calls.CallLines;
import org.socketlab.picture.diagram.Diagram;
import org.socketlab.picture.diagram.Slots;
import org.socketlab.picture.diagram.Wish;
import org.socketlab.picture.ladder.Ladder;
import org.socketlab.picture.ladder.Trail;
import org.socketlab.picture.time.TimeMarks;
import org.socketlab.picture.tools.LsofTable;
import org.socketlab.picture.tools.NetstatTable;
import org.socketlab.trace.Moment;

/** Files made to harm: each is refused with its line and reason, or it is shown and no view minds it. */
class HostileRecordingTest {
    private static final Duration SOON = Duration.ofSeconds(100);

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("a.socketlab");
    }

    private static String header() throws IOException {
        return new Header(Instant.parse("2026-01-31T12:00:00Z"), new Host("k", "h", 0, "b", Samples.SELF), 1).line();
    }

    private static String fact(long seq, String rest) {
        return "{\"seq\":" + seq + ",\"t\":" + seq + ",\"evidence\":\"observed\"," + rest + "}";
    }

    private void write(String... facts) throws IOException {
        Files.writeString(file(), header() + "\n" + String.join("\n", facts) + "\n");
    }

    private String refused() {
        return Assertions.assertTimeoutPreemptively(SOON, () -> {
            try (RecordingFile _ = RecordingFile.open(file())) {
                return "accepted";
            } catch (RecordingRefused e) {
                assertThat(e.refusal().text(Locale.CHINESE)).doesNotContain("recording.");
                return e.refusal().code() + "|" + e.getMessage();
            }
        });
    }

    @Test
    void valuesThatCannotBeAreRefusedWithTheirLine() throws Exception {
        String[] bad = {
            "\"kind\":\"call\",\"call\":1e99,\"name\":\"read\",\"args\":[],\"fd\":3,\"thread\":\"t\",\"actor\":\"a\"",
            "\"kind\":\"call\",\"call\":99999999999999999999,\"name\":\"read\",\"fd\":3,\"thread\":\"t\",\"actor\":\"a\"",
            "\"kind\":\"call\",\"call\":1,\"name\":\"read\",\"fd\":99999999999,\"thread\":\"t\",\"actor\":\"a\"",
            "\"kind\":\"call\",\"call\":1,\"name\":\"rm -rf\",\"fd\":3,\"thread\":\"t\",\"actor\":\"a\"",
            "\"kind\":\"call\",\"call\":NaN,\"name\":\"read\",\"fd\":3,\"thread\":\"t\",\"actor\":\"a\"",
            "\"kind\":\"note\",\"text\":\"x\",\"text\":\"y\",\"author\":\"z\"",
            "\"kind\":\"return\",\"call\":1,\"result\":0,\"bytes\":\"not base64!\",\"length\":1",
            "\"kind\":\"return\",\"call\":1,\"result\":0,\"id\":\"tcp/minus\"",
            "\"kind\":\"limits\",\"pid\":1,\"nofile\":{\"soft\":1,\"hard\":1},\"ephemeral\":[-1,99999999]",
            "\"kind\":\"note\",\"text\":{\"a\":" + "[".repeat(40) + "]".repeat(40) + "},\"author\":\"x\"",
            "\"kind\":\"sockets\",\"scope\":{},\"complete\":true,\"sockets\":[{\"id\":\"tcp/1\",\"family\":\"inet\","
                    + "\"type\":\"stream\",\"state\":\"DANCING\",\"local\":\"\",\"remote\":\"\",\"inode\":1,\"uid\":0,"
                    + "\"recvQ\":0,\"sendQ\":0,\"owners\":[]}]",
            "\"kind\":\"process\",\"pid\":4,\"command\":\"x\",\"user\":\"y\"",
        };
        for (String one : bad) {
            write(fact(1, "\"kind\":\"note\",\"text\":\"fine\",\"author\":\"x\""), fact(2, one));
            assertThat(refused()).as(one).startsWith("recording.").contains("line 3");
        }
        write(
                fact(1, "\"kind\":\"note\",\"text\":\"a\",\"author\":\"x\""),
                fact(3, "\"kind\":\"note\",\"text\":\"b\",\"author\":\"x\""));
        assertThat(refused()).startsWith("recording.order|").contains("line 3", "3 after 1");
    }

    @Test
    void moreThanAHostHasIsRefused() throws Exception {
        List<String> facts = new ArrayList<>();
        for (int i = 1; i <= 140_000; i++) {
            facts.add(fact(
                    i,
                    "\"kind\":\"call\",\"call\":" + i
                            + ",\"name\":\"connect\",\"args\":[],\"fd\":3,\"thread\":\"t\",\"actor\":\"a\""));
        }
        write(facts.toArray(String[]::new));
        assertThat(refused()).startsWith("recording.crowded|").contains("line 131");
        facts.clear();
        for (int i = 1; i <= 1_100; i++) {
            facts.add(fact(
                    i,
                    "\"kind\":\"command\",\"name\":\"open-console\",\"args\":{\"console\":\"C" + i
                            + "\",\"target\":\"127.0.0.1:1\"},\"by\":\"x\""));
        }
        write(facts.toArray(String[]::new));
        assertThat(refused()).startsWith("recording.crowded|").contains("line 1002");
    }

    @Test
    void aBombIsRefusedAndLeavesNothing() throws Exception {
        Set<Path> before = temporary();
        byte[] zeros = new byte[1 << 20];
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file()))) {
            out.write((header() + "\n").getBytes());
            for (int i = 0; i < 40; i++) {
                out.write(zeros);
            }
        }
        assertThat(refused()).startsWith("recording.long-line|").contains("line 2");
        assertThat(temporary()).isEqualTo(before);
    }

    private static Set<Path> temporary() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(path -> path.getFileName().toString().startsWith("socketlab"))
                    .collect(java.util.stream.Collectors.toSet());
        }
    }

    @Test
    void aPipeIsNotWaitedFor() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", file().toString()).start().waitFor())
                .isZero();
        assertThat(refused()).startsWith("recording.no-file|");
    }

    private static String socket(long cookie, String state, String local, String remote, long inode, String more) {
        return "{\"id\":\"tcp/" + cookie + "\",\"family\":\"inet\",\"type\":\"stream\",\"state\":\"" + state
                + "\",\"local\":\"" + local + "\",\"remote\":\"" + remote + "\",\"inode\":" + inode
                + ",\"uid\":-7,\"recvQ\":-5,\"sendQ\":9223372036854775807,\"owners\":[" + more + "]}";
    }

    /** What the format allows and no kernel says. */
    private List<String> odd() {
        String evil = "</text><script>x</script>\\u0000\\u001b[2J\\ud800 ../../etc/passwd $(reboot) `id` {0} %s";
        String owner = "{\"pid\":-1,\"command\":\"" + evil + "\",\"user\":\"" + evil + "\",\"fd\":-9,\"mode\":\"\"}";
        List<String> facts = new ArrayList<>();
        facts.add("\"kind\":\"process\",\"pid\":-1,\"command\":\"" + evil + "\",\"user\":\"\",\"began\":true");
        facts.add(
                "\"kind\":\"process\",\"pid\":2147483647,\"command\":\"\",\"user\":\"\",\"ended\":true,\"signal\":-99");
        facts.add("\"kind\":\"command\",\"name\":\"open-console\",\"args\":{\"console\":\"" + evil + "\",\"target\":\""
                + evil + "\"},\"by\":\"\"");
        facts.add("\"kind\":\"command\",\"name\":\"from-the-future\",\"args\":{},\"by\":\"\"");
        facts.add("\"kind\":\"hologram\"");
        facts.add("\"kind\":\"listener\",\"actor\":\"" + evil + "\",\"up\":true,\"endpoint\":\"127.0.0.1:99999\","
                + "\"framing\":\"line\",\"backlog\":-2147483648,\"stage\":{\"holdAccept\":true}");
        facts.add(
                "\"kind\":\"listener\",\"actor\":\"server:tcp\",\"up\":true,\"endpoint\":\"127.0.0.1:1\","
                        + "\"framing\":\"line\",\"backlog\":5,\"stage\":{\"holdAccept\":true,\"fullQueue\":true,\"waitForData\":true}");
        for (String state : List.of("ESTABLISHED", "LISTEN", "SYN_RECV", "TIME_WAIT", "CLOSED", "FIN_WAIT1")) {
            facts.add(
                    "\"kind\":\"sockets\",\"scope\":{\"protocol\":\"tcp\",\"port\":-5},\"complete\":true,\"sockets\":["
                            + socket(1, state, "127.0.0.1:1", "127.0.0.1:1", -9_000_000_000L, owner) + ","
                            + socket(2, state, evil, "[::]:0", 0, owner + "," + owner) + ","
                            + socket(3, state, "127.0.0.1:2", "127.0.0.1:1", 7, "") + ","
                            + socket(4, state, "127.0.0.1:1", "127.0.0.1:2", 7, "") + "]");
        }
        facts.add(
                "\"kind\":\"sockets\",\"scope\":{},\"complete\":true,\"sockets\":[{\"id\":\"unix/1\",\"family\":\"inet6\","
                        + "\"type\":\"raw\",\"state\":\"CONNECTED\",\"local\":\"" + evil
                        + "\",\"remote\":\"\",\"inode\":5,\"peer\":5,"
                        + "\"uid\":0,\"recvQ\":0,\"sendQ\":0,\"owners\":[],\"network\":\"" + evil + "\"}]");
        facts.add(
                "\"kind\":\"fds\",\"pid\":-1,\"fds\":[{\"fd\":-3,\"target\":\"socket:[99999999999999999999]\",\"mode\":\"\"},"
                        + "{\"fd\":-3,\"target\":\"" + evil + "\",\"mode\":\"" + evil + "\"}]");
        facts.add("\"kind\":\"fds\",\"pid\":" + Samples.SELF
                + ",\"fds\":[{\"fd\":2147483647,\"target\":\"socket:[7]\",\"mode\":\"rwx\"}]");
        facts.add("\"kind\":\"limits\",\"pid\":" + Samples.SELF
                + ",\"nofile\":{\"soft\":-1,\"hard\":9223372036854775807},\"ephemeral\":[65535,0]");
        facts.add("\"kind\":\"file\",\"path\":\"" + evil + "\",\"mode\":\"" + evil
                + "\",\"uid\":-1,\"gid\":-1,\"inode\":-1,\"gone\":false");
        for (String call :
                List.of("socket", "accept4", "connect", "read", "write", "close", "epoll_create1", "listen")) {
            long number = call.hashCode();
            facts.add("\"kind\":\"call\",\"call\":" + number + ",\"name\":\"" + call + "\",\"args\":[\"" + evil
                    + "\"],\"fd\":-2147483648,\"thread\":\"\",\"actor\":\"console:" + evil + "\"");
            facts.add("\"kind\":\"return\",\"call\":" + number + ",\"result\":9223372036854775807,\"errno\":\"EWHAT\","
                    + "\"out\":[\"" + evil + "\"],\"id\":\"tcp/1\",\"bytes\":\"AAECAw==\",\"length\":-1");
            facts.add("\"kind\":\"call\",\"call\":" + number + ",\"name\":\"" + call
                    + "\",\"args\":[],\"fd\":3,\"thread\":\"\",\"actor\":\"server:tcp\"");
            facts.add("\"kind\":\"return\",\"call\":" + number + ",\"result\":3,\"out\":[],\"id\":\"tcp/1\"");
        }
        facts.add("\"kind\":\"segment\",\"from\":\"127.0.0.1:1\",\"to\":\"127.0.0.1:2\",\"flags\":[\"" + evil
                + "\"],\"seqno\":-5,\"ackno\":9223372036854775807,\"window\":-1,\"options\":[\"mss x\",\"TS val\"],"
                + "\"length\":-1,\"bytes\":\"AAAA\",\"via\":\"" + evil + "\",\"fate\":\"" + evil + "\"");
        facts.add("\"kind\":\"destroyed\",\"id\":\"tcp/4\",\"local\":\"127.0.0.1:1\",\"remote\":\"127.0.0.1:2\"");
        facts.add("\"kind\":\"console\",\"console\":\"" + evil
                + "\",\"direction\":\"note\",\"text\":\"\",\"code\":\"no.such\",\"args\":[\"{9}\"]");
        facts.add("\"kind\":\"console\",\"console\":\"" + evil + "\",\"direction\":\"in\",\"bytes\":\"//79AAo=\"");
        facts.add("\"kind\":\"log\",\"actor\":\"" + evil + "\",\"text\":\"" + evil.repeat(200) + "\"");
        facts.add("\"kind\":\"note\",\"text\":\"" + evil + "\",\"author\":\"\"");
        facts.add(
                "\"kind\":\"refusal\",\"what\":\"x\",\"why\":\"y\",\"todo\":\"z\",\"errno\":\"EWHAT\",\"code\":\"{0'}\",\"args\":[]");
        facts.add(
                "\"kind\":\"refusal\",\"what\":\"x\",\"why\":\"y\",\"todo\":\"z\",\"errno\":\"E\",\"code\":\"server.port-taken-by\",\"args\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"no port\"]");
        facts.add("\"kind\":\"gap\",\"lost\":-9223372036854775808,\"why\":\"" + evil
                + "\",\"calls\":[9223372036854775807,-1]");
        return facts;
    }

    @Test
    void whatIsAcceptedNoViewMinds() throws Exception {
        List<String> odd = odd();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < odd.size(); i++) {
            lines.add(fact(i + 1, odd.get(i)));
        }
        write(lines.toArray(String[]::new));
        assertThat(refused()).isEqualTo("accepted");
        Assertions.assertTimeoutPreemptively(SOON, () -> {
            try (RecordingFile file = RecordingFile.open(file())) {
                assertThat(file.history().lastSeq()).isEqualTo(odd.size());
                for (long seq = 0; seq <= odd.size(); seq++) {
                    look(file, file.history().stateAt(seq), seq);
                }
            }
        });
    }

    @Test
    void aClockThatStepsBothWaysBreaksNoView() throws Exception {
        List<String> odd = odd();
        long[] clock = {0, 5_000_000_000L, 1, -9_000_000_000L, 4_000_000_000_000_000L, Long.MAX_VALUE, Long.MIN_VALUE, 7
        };
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < odd.size(); i++) {
            lines.add(fact(i + 1, odd.get(i)).replaceFirst("\"t\":-?\\d+", "\"t\":" + clock[i % clock.length]));
        }
        assertThat(lines.get(1)).contains("\"t\":5000000000,");
        write(lines.toArray(String[]::new));
        assertThat(refused()).isEqualTo("accepted");
        Assertions.assertTimeoutPreemptively(SOON, () -> {
            try (RecordingFile file = RecordingFile.open(file())) {
                for (long seq = 0; seq <= odd.size(); seq++) {
                    look(file, file.history().stateAt(seq), seq);
                }
            }
        });
    }

    private static void look(RecordingFile file, LabState state, long seq) {
        for (BundleWords words : List.of(BundleWords.ENGLISH, BundleWords.CHINESE)) {
            Diagram diagram =
                    Diagram.of(state, Slots.NONE, new Wish(1_200, Optional.empty(), Set.of("own", "bundle")), words);
            assertThat(Svg.of(List.of(diagram.picture(), diagram.aside()), Palette.LIGHT))
                    .doesNotContain("<script");
            for (var id : state.sockets().keySet()) {
                Optional<Selection> selection = Optional.of(new Selection.Socket(id));
                Ladder.of(new Trail(), new Moment(state, seq), file.history(), selection, 424, words);
                Diagram.of(state, Slots.NONE, new Wish(800, selection, Set.of()), words);
            }
        }
        CallLines.of(file.history().between(0, seq), state, _ -> true);
        List<KernelSocket> sockets = state.sockets().values().stream()
                .map(LabState.SeenSocket::socket)
                .toList();
        LsofTable.tcp(sockets);
        NetstatTable.listening(sockets, _ -> "");
        TimeMarks marks = new TimeMarks();
        file.history().standingOut(0, seq).forEach(marks::add);
        Transcripts.text(file.history(), seq, Locale.ENGLISH);
    }
}
