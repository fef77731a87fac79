package org.socketlab.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.socketlab.model.Because;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState;
import org.socketlab.model.Refusal;
import org.socketlab.model.Samples;
import org.socketlab.model.Scope;
import org.socketlab.model.TcpState;

class FactJsonTest {
    private static Fields parse(String line) throws Malformed {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return Json.parse(bytes, 0, bytes.length);
    }

    private static Fact read(String line) throws Malformed {
        return FactJson.read(parse(line));
    }

    private static Fact fact(Event event) {
        return Samples.fact(1, event);
    }

    @Test
    void everyEventComesBackAsItWas() throws Exception {
        Set<Class<?>> kinds = new HashSet<>();
        for (Event event : Samples.events()) {
            Fact fact = fact(event);
            String line = FactJson.line(fact);
            assertThat(line).doesNotContain("\n");
            assertThat(read(line)).as(line).isEqualTo(fact);
            kinds.add(event.getClass());
        }
        assertThat(kinds).containsExactlyInAnyOrder(Event.class.getPermittedSubclasses());
    }

    @Test
    void everyEvidenceComesBackWithItsReason() throws Exception {
        Event event = new Event.Note("x", "y", OptionalLong.empty());
        for (Evidence evidence : Evidence.values()) {
            for (Because because : List.of(
                    Because.OBSERVED,
                    Because.of("hold-accept"),
                    new Because("", List.of(7L, 8L)),
                    new Because("tcp-info-counters", List.of(9L)))) {
                Fact fact = new Fact(3, -5, evidence, because, event);
                assertThat(read(FactJson.line(fact))).isEqualTo(fact);
            }
        }
    }

    @Test
    void aLineReadsAsTheFormatSays() throws Exception {
        assertThat(FactJson.line(new Fact(
                        7,
                        1_234,
                        Evidence.STAGED,
                        Because.of("hold-accept"),
                        new Event.ConsoleBytes("A", true, org.socketlab.model.Bytes.of("ping\n")))))
                .isEqualTo("{\"seq\":7,\"t\":1234,\"evidence\":\"staged\",\"because\":\"hold-accept\","
                        + "\"kind\":\"console\",\"console\":\"A\",\"direction\":\"in\",\"bytes\":\"cGluZwo=\"}");
        assertThat(FactJson.line(fact(
                        new Event.Looked(new Scope.Port(org.socketlab.model.Protocol.TCP, 1208), true, List.of()))))
                .contains(
                        "\"kind\":\"sockets\",\"scope\":{\"protocol\":\"tcp\",\"port\":1208},\"complete\":true,\"sockets\":[]");
        assertThat(FactJson.line(fact(Refusal.of("recorder.spool", "ENOSPC", "x"))))
                .contains("\"what\":\"The older part of the timeline was dropped.\",\"errno\":\"ENOSPC\",\"why\":\"");
        assertThat(FactJson.line(fact(new Event.Gap(2, "flood", 4, 9))))
                .endsWith("\"lost\":2,\"why\":\"flood\",\"calls\":[4,9]}");
    }

    @Test
    void whatIsNotKnownIsPassedOverOrBecomesAGap() throws Exception {
        assertThat(read("{\"seq\":1,\"t\":2,\"evidence\":\"observed\",\"kind\":\"quantum\",\"x\":[{}]}")
                        .event())
                .isEqualTo(new Event.Gap(1, "unknown-kind", 0, 0));
        assertThat(
                        read("{\"seq\":1,\"t\":2,\"evidence\":\"observed\",\"kind\":\"command\",\"name\":\"fly\",\"args\":{},\"by\":\"u\"}")
                                .event())
                .isEqualTo(new Event.Gap(1, "unknown-kind", 0, 0));
        assertThat(
                        read("{\"z\":{\"a\":1.5},\"seq\":1,\"t\":2,\"evidence\":\"observed\",\"kind\":\"log\",\"actor\":\"a\",\"text\":\"b\",\"n\":null}")
                                .event())
                .isEqualTo(new Event.Log("a", "b"));
    }

    @Test
    void aScopeThatIsNarrowerThanItLooksConcludesNothing() throws Exception {
        Fact fact =
                read("{\"seq\":1,\"t\":2,\"evidence\":\"observed\",\"kind\":\"sockets\",\"scope\":{\"network\":\"n1\"},"
                        + "\"complete\":true,\"sockets\":[]}");
        assertThat(fact.event()).isEqualTo(new Event.Looked(new Scope.All(), false, List.of()));
    }

    @Test
    void sentencesWithoutACodeStandAsTheyAre() throws Exception {
        Fact fact = read(
                "{\"seq\":1,\"t\":2,\"evidence\":\"observed\",\"kind\":\"refusal\",\"what\":\"a '{0}'\",\"why\":\"b\",\"todo\":\"c\"}");
        assertThat(((Refusal) fact.event()).text(java.util.Locale.ENGLISH)).isEqualTo("a '{0}' b c");
        assertThat(((Event.ConsoleNote) read("{\"seq\":1,\"t\":2,\"evidence\":\"observed\",\"kind\":\"console\","
                                        + "\"console\":\"A\",\"direction\":\"note\",\"text\":\"hi\"}")
                                .event())
                        .saying()
                        .text())
                .isEqualTo("hi");
    }

    @Test
    void everyMissingOrMistypedFieldIsNamedOrHarmless() throws Exception {
        for (Event event : Samples.events()) {
            Fields whole = parse(FactJson.line(fact(event)));
            for (String name : whole.names()) {
                for (Object wrong : new Object[] {List.of(List.of()), -1.5, new Fields(java.util.Map.of())}) {
                    java.util.Map<String, Object> broken = new java.util.HashMap<>(whole.map());
                    broken.put(name, wrong);
                    try {
                        FactJson.read(new Fields(broken));
                    } catch (Malformed e) {
                        assertThat(e.what).isNotEmpty();
                    }
                }
                java.util.Map<String, Object> without = new java.util.HashMap<>(whole.map());
                without.remove(name);
                try {
                    FactJson.read(new Fields(without));
                } catch (Malformed e) {
                    assertThat(e.what).isNotEmpty();
                }
            }
        }
    }

    @Test
    void everyCutLineIsMalformedAndNothingElse() throws Exception {
        for (Event event : Samples.events()) {
            String line = FactJson.line(fact(event));
            for (int end = 0; end < line.length(); end++) {
                String cut = line.substring(0, end);
                assertThatThrownBy(() -> read(cut)).isInstanceOf(Malformed.class);
            }
        }
    }

    @Test
    void deepNestingAndDoubleKeysAreRefused() {
        String deep = "{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}";
        assertThatThrownBy(() -> parse(deep))
                .isInstanceOfSatisfying(
                        Malformed.class, e -> assertThat(e.fault).isEqualTo(Malformed.Fault.DEEP));
        for (String bad : List.of(
                "{\"a\":1,\"a\":2}", "[]", "7", "{} {}", "", "{\"a\":99999999999999999999}", "{\"a\":[null]}")) {
            assertThatThrownBy(() -> parse(bad)).as(bad).isInstanceOf(Malformed.class);
        }
    }

    @Test
    void aLookTooLargeForALineKeepsItsSockets() throws Exception {
        Event.Looked look = new Event.Looked(
                new Scope.All(),
                true,
                Collections.nCopies(60_000, Samples.tcp(1, TcpState.ESTABLISHED, "127.0.0.1:1", "127.0.0.1:2")));
        String line = FactJson.line(fact(look));
        assertThat(line.length()).isLessThanOrEqualTo(Json.LONGEST_LINE);
        assertThat(((Event.Looked) read(line).event()).sockets()).hasSize(60_000);
    }

    @Test
    void aStateComesBackAsItWas() throws Exception {
        for (long seed = 1; seed < 6; seed++) {
            Samples samples = new Samples(seed);
            LabState state = LabState.empty(Samples.SELF);
            for (long seq = 1; seq <= 800; seq++) {
                state = state.apply(samples.next(seq));
            }
            Fields fields = parse(StateWriter.line(state));
            assertThat(StateReader.isBase(fields)).isTrue();
            assertThat(StateReader.read(fields)).isEqualTo(state);
        }
    }
}
