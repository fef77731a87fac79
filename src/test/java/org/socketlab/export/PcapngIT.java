package org.socketlab.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.socketlab.model.Because;
import org.socketlab.model.Bytes;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState;
import org.socketlab.trace.Spool;
import org.socketlab.trace.Timeline;

/** tshark reads what was written without complaint, and says of each packet what its fact says. */
@Timeout(120)
class PcapngIT {
    private static final Instant STARTED = Instant.parse("2026-01-31T12:00:00Z");

    @TempDir
    private Path folder;

    private final Timeline facts = new Timeline(LabState.empty(1), 100_000, 1 << 28, Spool.NONE);

    @BeforeEach
    void tsharkIsThere() throws Exception {
        boolean there;
        try {
            there = new ProcessBuilder("tshark", "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (java.io.IOException absent) {
            there = false;
        }
        assumeThat(there).as("tshark is installed (apt-get install tshark)").isTrue();
    }

    private void tell(Evidence evidence, Event.Segment segment) {
        long seq = facts.lastSeq() + 1;
        Because because = evidence == Evidence.INFERRED ? Because.of("tcp-info-counters") : Because.OBSERVED;
        facts.append(new Fact(seq, seq * 1_000_003, evidence, because, segment));
    }

    private static Event.Segment segment(
            String from, String to, String flags, long seqno, long ackno, int length, byte[] bytes, String via) {
        return new Event.Segment(
                Endpoint.parse(from),
                Endpoint.parse(to),
                List.of(flags.split(" ")),
                seqno,
                ackno,
                512,
                flags.contains("SYN")
                        ? List.of("mss 65495", "sackOK", "TS val 4000000000 ecr 1", "wscale 7")
                        : List.of(),
                length,
                Bytes.of(bytes),
                via,
                "delivered");
    }

    private int conversation(String client, String server, long a, long b) {
        long most = 0xffffffffL;
        byte[] ping = asSeen(segment(client, server, "PSH ACK", a + 1 & most, b + 1 & most, 0, new byte[0], "capture"));
        byte[] half = asSeen(segment(client, server, "PSH ACK", a + 6 & most, b + 1 & most, 0, new byte[0], "capture"));
        half = Arrays.copyOf(half, half.length - 2);
        tell(Evidence.OBSERVED, segment(client, server, "SYN", a, 0, 0, new byte[60], "saved_syn"));
        tell(Evidence.OBSERVED, segment(client, server, "SYN", a, 0, 0, new byte[0], "capture"));
        tell(Evidence.INFERRED, segment(server, client, "SYN ACK", -1, a + 1 & most, 0, new byte[0], "tcp_info"));
        tell(Evidence.OBSERVED, segment(server, client, "SYN ACK", b, a + 1 & most, 0, new byte[0], "capture"));
        tell(Evidence.OBSERVED, segment(client, server, "ACK", a + 1 & most, b + 1 & most, 0, new byte[0], "capture"));
        tell(Evidence.OBSERVED, segment(client, server, "PSH ACK", a + 1 & most, b + 1 & most, 5, ping, "capture"));
        tell(Evidence.OBSERVED, segment(client, server, "PSH ACK", a + 6 & most, b + 1 & most, 5, half, "capture"));
        tell(Evidence.STAGED, segment(server, client, "RST ACK", b + 1 & most, a + 11 & most, 0, new byte[0], "wire"));
        tell(Evidence.OBSERVED, segment(client, server, "ACK", a, -1, 0, new byte[0], "capture")); // no such packet
        return 6;
    }

    /** A packet as a capture has it, with five bytes on board; IPv4's checksums are left to the network card, as on lo. */
    private static byte[] asSeen(Event.Segment empty) {
        byte[] headers = Packet.of(empty).orElseThrow().bytes();
        byte[] packet = Arrays.copyOf(headers, headers.length + 5);
        System.arraycopy("ping\n".getBytes(StandardCharsets.UTF_8), 0, packet, headers.length, 5);
        boolean v6 = (packet[0] >> 4) == 6;
        int lengthAt = v6 ? 5 : 3;
        packet[lengthAt] += 5;
        if (!v6) { // the header's sum follows its length: ones' complement, RFC 1624
            int sum = ((packet[10] & 0xff) << 8 | packet[11] & 0xff) - 5;
            packet[10] = (byte) (sum >> 8);
            packet[11] = (byte) sum;
        }
        return packet;
    }

    private List<String> tshark(String... more) throws Exception {
        Path file = folder.resolve("segments.pcapng");
        try (OutputStream out = Files.newOutputStream(file)) {
            Pcapng.write(out, facts, facts.lastSeq(), STARTED, "test");
        }
        List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", file.toString()));
        command.addAll(List.of(more));
        Path errors = folder.resolve("errors");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(Files.readAllLines(errors)).allMatch(line -> line.startsWith("Running as user"));
        return text.lines().toList();
    }

    @Test
    void everyNumberIsTheFactsOwn() throws Exception {
        int packets = conversation("127.0.0.1:35123", "127.0.0.1:1208", 0xfffffff0L, 7);
        packets += conversation("[::1]:35124", "[::1]:1208", 1, 0xffffffffL);
        packets += conversation("[::ffff:127.0.0.1]:35125", "127.0.0.1:1208", 9, 9);
        List<String> said = tshark(
                "-o",
                "tcp.relative_sequence_numbers:false",
                "-o",
                "ip.check_checksum:true",
                "-o",
                "tcp.check_checksum:true",
                "-T",
                "fields",
                "-E",
                "separator=|",
                "-e",
                "frame.time_epoch",
                "-e",
                "tcp.srcport",
                "-e",
                "tcp.dstport",
                "-e",
                "tcp.seq_raw",
                "-e",
                "tcp.ack_raw",
                "-e",
                "tcp.flags",
                "-e",
                "tcp.window_size_value",
                "-e",
                "tcp.len",
                "-e",
                "ip.checksum.status",
                "-e",
                "tcp.checksum.status",
                "-e",
                "tcp.options.mss_val",
                "-e",
                "tcp.options.wscale.shift",
                "-e",
                "tcp.options.timestamp.tsval");
        assertThat(said).hasSize(packets);
        List<Fact> expected = facts.between(0, facts.lastSeq()).stream()
                .filter(fact -> fact.event() instanceof Event.Segment segment
                        && fact.evidence() != Evidence.INFERRED
                        && !segment.via().equals("saved_syn")
                        && segment.ackno() >= 0)
                .toList();
        for (int i = 0; i < said.size(); i++) {
            String[] fields = said.get(i).split("\\|", -1);
            Event.Segment segment = (Event.Segment) expected.get(i).event();
            long at = STARTED.getEpochSecond() * 1_000_000_000 + expected.get(i).t();
            assertThat(new java.math.BigDecimal(fields[0]).movePointRight(9).longValueExact())
                    .isEqualTo(at);
            assertThat(fields[1]).isEqualTo(port(segment.from()));
            assertThat(fields[2]).isEqualTo(port(segment.to()));
            assertThat(fields[3]).isEqualTo(Long.toString(segment.seqno()));
            assertThat(fields[4]).isEqualTo(Long.toString(segment.ackno()));
            assertThat(Integer.decode(fields[5])).isEqualTo(flags(segment.flags()));
            assertThat(fields[6]).isEqualTo("512");
            assertThat(fields[7]).isEqualTo(Integer.toString(segment.length()));
            boolean v6 = segment.from().toString().startsWith("[::1]");
            assertThat(fields[8]).isEqualTo(v6 ? "" : "1"); // good
            if (segment.length() == 0) {
                assertThat(fields[9]).as(said.get(i)).isEqualTo("1"); // good
            }
            boolean syn = segment.flags().contains("SYN");
            assertThat(fields[10] + fields[11] + fields[12]).isEqualTo(syn ? "6549574000000000" : "");
        }
    }

    private static String port(Endpoint end) {
        return Integer.toString(((Endpoint.Inet) end).port());
    }

    private static int flags(List<String> names) {
        int bits = 0;
        for (String name : names) {
            bits |= 1 << List.of("FIN", "SYN", "RST", "PSH", "ACK").indexOf(name);
        }
        return bits;
    }

    @Test
    void nothingIsMalformedAndWhatIsLeftOutIsSaid() throws Exception {
        conversation("127.0.0.1:35123", "127.0.0.1:1208", 100, 200);
        conversation("[::1]:35124", "[::1]:1208", 100, 200);
        assertThat(tshark("-Y", "_ws.malformed || _ws.expert.severity >= 8388608"))
                .isEmpty();
        assertThat(tshark("-Y", "tcp.payload contains \"ping\"")).hasSize(2);
        assertThat(tshark("-Y", "frame.cap_len < frame.len")).hasSize(2);
        assertThat(tshark("-Y", "ip.checksum.status == 0")).isEmpty();
        List<String> comments = tshark("-T", "fields", "-e", "frame.comment");
        assertThat(comments)
                .hasSize(12)
                .first()
                .asString()
                .isEqualTo("fact 2, observed via capture, delivered, headers made anew");
        assertThat(comments).anyMatch(line -> line.contains("staged via wire"));
        assertThat(comments.stream().filter(line -> line.endsWith("as seen"))).hasSize(4);
        byte[] file = Files.readAllBytes(folder.resolve("segments.pcapng"));
        assertThat(new String(file, StandardCharsets.ISO_8859_1))
                .contains("2 segments were only inferred and are left out.")
                .contains("2 that lack a number or address are left out.");
    }

    @Test
    void withoutSegmentsItIsAnEmptyCapture() throws Exception {
        assertThat(tshark()).isEmpty();
    }
}
