package org.socketlab.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.socketlab.model.Bytes;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.Fact;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.LabState;
import org.socketlab.model.Protocol;
import org.socketlab.model.Samples;
import org.socketlab.model.Scope;
import org.socketlab.model.SocketCall;
import org.socketlab.model.SocketId;
import org.socketlab.model.TcpInfo;
import org.socketlab.model.TcpState;

class TimelineTest {
    private static final LabState EMPTY = LabState.empty(Samples.SELF);

    /** A spool in memory that keeps every base, and can be told to fail. */
    static final class ListSpool implements Spool {
        private final List<LabState> bases = new ArrayList<>();
        private final List<Fact> facts = new ArrayList<>();
        private boolean fails;

        @Override
        public void add(LabState base, List<Fact> more) throws IOException {
            if (fails) {
                throw new IOException("no space");
            }
            bases.add(base);
            facts.addAll(more);
        }

        @Override
        public long firstSeq() {
            return facts.isEmpty() ? Long.MAX_VALUE : facts.getFirst().seq();
        }

        @Override
        public List<Fact> read(long from, long upTo) {
            return facts.stream()
                    .filter(fact -> fact.seq() >= from && fact.seq() <= upTo)
                    .toList();
        }

        @Override
        public Optional<LabState> base(long seq) {
            return bases.stream().filter(base -> base.seq() <= seq).reduce((first, second) -> second);
        }

        @Override
        public void clear() {
            bases.clear();
            facts.clear();
        }

        @Override
        public void close() {}
    }

    private static void assertThatBasesAndFactsAgree(Timeline timeline, int step) {
        long first = timeline.firstSeq();
        long last = timeline.lastSeq();
        for (long seq = first - 1; seq <= last; seq += step) {
            LabState state = timeline.stateAt(seq);
            assertThat(state.seq()).isEqualTo(seq);
            for (Fact fact : timeline.between(seq, last)) {
                state = state.apply(fact);
            }
            assertThat(state).isEqualTo(timeline.live());
        }
    }

    @Test
    void atEverySeqBaseAndFactsGiveTheLiveState() {
        for (long seed = 1; seed <= 3; seed++) {
            Samples samples = new Samples(seed);
            Timeline timeline = new Timeline(EMPTY, 100_000, 1 << 30, Spool.NONE);
            for (long seq = 1; seq <= 2_500; seq++) {
                timeline.append(samples.next(seq));
            }
            assertThat(timeline.between(0, Long.MAX_VALUE))
                    .extracting(Fact::seq)
                    .hasSize(2_500)
                    .isSorted();
            assertThatBasesAndFactsAgree(timeline, 97);
        }
    }

    @Test
    void whatMemoryHasNoRoomForIsReadFromTheSpool() {
        Samples samples = new Samples(7);
        Timeline timeline = new Timeline(EMPTY, 2_048, 1 << 30, new ListSpool());
        List<Fact> all = new ArrayList<>();
        for (long seq = 1; seq <= 6_000; seq++) {
            Fact fact = samples.next(seq);
            all.add(fact);
            timeline.append(fact);
        }
        assertThat(timeline.firstSeq()).isEqualTo(1);
        assertThat(timeline.between(0, 6_000)).isEqualTo(all);
        assertThat(timeline.between(1_000, 1_002)).isEqualTo(all.subList(1_000, 1_002));
        assertThat(timeline.between(5_999, 99_999)).isEqualTo(all.subList(5_999, 6_000));
        assertThatBasesAndFactsAgree(timeline, 331);

        Timeline inMemory = new Timeline(EMPTY, 100_000, 1 << 30, Spool.NONE);
        all.forEach(inMemory::append);
        SocketId id = new SocketId(Protocol.TCP, 5);
        for (long upTo : new long[] {6_000, 4_000, 1_500, 3}) {
            assertThat(seqsOfReturns(timeline.ofSocket(id, upTo, 10_000)))
                    .isEqualTo(seqsOfReturns(inMemory.ofSocket(id, upTo, 10_000)));
            assertThat(timeline.ofActor("console:A", upTo, 10_000))
                    .isEqualTo(inMemory.ofActor("console:A", upTo, 10_000))
                    .allMatch(fact -> fact.seq() <= upTo);
        }
        assertThat(timeline.ofActor("console:A", 6_000, 10_000)).hasSizeGreaterThan(500);
        assertThat(timeline.ofActor("console:A", 6_000, 3))
                .isEqualTo(timeline.ofActor("console:A", 6_000, 10_000)
                        .reversed()
                        .subList(0, 3)
                        .reversed());
    }

    /** A call that left memory before its return came is found by its fd alone. */
    private static List<Long> seqsOfReturns(List<Fact> facts) {
        return facts.stream()
                .filter(fact -> !(fact.event() instanceof Event.Called))
                .map(Fact::seq)
                .toList();
    }

    @Test
    void memoryIsBoundedByWeightToo() {
        ListSpool spool = new ListSpool();
        Timeline timeline = new Timeline(EMPTY, 1_000_000, 1 << 20, spool);
        KernelSocket socket = Samples.tcp(1, TcpState.ESTABLISHED, "127.0.0.1:1", "127.0.0.1:2");
        Event heavy = new Event.Looked(new Scope.All(), true, java.util.Collections.nCopies(100, socket));
        for (long seq = 1; seq <= 200; seq++) {
            timeline.append(Samples.fact(seq, heavy));
        }
        assertThat(spool.firstSeq()).isEqualTo(1);
        assertThat(spool.facts).hasSizeGreaterThan(150);
        assertThat(timeline.between(0, 200)).hasSize(200);
    }

    @Test
    void aSpoolThatFailsCostsOnlyWhatIsOld() {
        ListSpool spool = new ListSpool();
        Timeline timeline = new Timeline(EMPTY, 2_048, 1 << 30, spool);
        Samples samples = new Samples(3);
        for (long seq = 1; seq <= 9_000; seq++) {
            spool.fails = seq > 4_000 && seq < 6_000;
            timeline.append(samples.next(seq));
        }
        assertThat(timeline.trouble()).isPresent();
        assertThat(timeline.trouble()).isEmpty();
        long first = timeline.firstSeq();
        assertThat(first).isBetween(2_000L, 7_000L);
        assertThat(timeline.between(0, 9_000))
                .extracting(Fact::seq)
                .startsWith(first)
                .hasSize((int) (9_001 - first));
        assertThatBasesAndFactsAgree(timeline, 500);
    }

    @Test
    void forgettingKeepsWhatIsTrueAndGoesOnCounting() {
        Timeline timeline = new Timeline(EMPTY, 2_048, 1 << 30, new ListSpool());
        Samples samples = new Samples(4);
        for (long seq = 1; seq <= 5_000; seq++) {
            timeline.append(samples.next(seq));
        }
        LabState before = timeline.live();
        timeline.forget(before.forgetting());
        assertThat(timeline.firstSeq()).isEqualTo(5_001);
        assertThat(timeline.lastSeq()).isEqualTo(5_000);
        assertThat(timeline.between(0, 9_999)).isEmpty();
        assertThat(timeline.live().sockets()).isEqualTo(before.sockets());
        assertThat(timeline.live().logs()).isEmpty();
        timeline.append(samples.next(5_001));
        assertThat(timeline.between(0, 9_999)).hasSize(1);
        assertThat(timeline.stateAt(3).seq()).isEqualTo(5_000);
        assertThatBasesAndFactsAgree(timeline, 1);
    }

    @Test
    void aSocketsStoryHoldsItsCallsItsSegmentsAndItsEnd() {
        SocketId child = new SocketId(Protocol.TCP, 8);
        SocketId listener = new SocketId(Protocol.TCP, 1);
        Endpoint server = Endpoint.parse("[::ffff:127.0.0.1]:1208");
        Endpoint client = Endpoint.parse("127.0.0.1:40000");
        Event.Segment syn = new Event.Segment(
                client,
                Endpoint.parse("127.0.0.1:1208"),
                List.of("SYN"),
                1,
                0,
                1,
                List.of(),
                0,
                Bytes.NONE,
                "saved_syn",
                "delivered");
        Event.Destroyed earlier = new Event.Destroyed(new SocketId(Protocol.TCP, 3), server, client, TcpInfo.NONE);
        List<Event> events = List.of(
                syn, // of an earlier connection with the same 5-tuple
                earlier,
                called(1, SocketCall.socket, -1, "server:tcp"),
                returned(1, 4, listener),
                called(2, SocketCall.accept4, 4, "server:tcp"),
                syn,
                returned(2, 7, child),
                new Event.Looked(
                        new Scope.All(),
                        true,
                        List.of(
                                Samples.tcp(8, TcpState.ESTABLISHED, server.toString(), client.toString()),
                                Samples.tcp(1, TcpState.LISTEN, "[::]:1208", "[::]:0"))),
                called(3, SocketCall.read, 7, "server:tcp"),
                returned(3, 5, null),
                called(4, SocketCall.close, 7, "server:tcp"),
                returned(4, 0, null),
                new Event.Destroyed(child, server, client, TcpInfo.NONE),
                called(5, SocketCall.read, 7, "server:tcp"), // the fd stands for nothing now
                returned(5, 5, null));
        Timeline timeline = new Timeline(EMPTY, 2_048, 1 << 30, Spool.NONE);
        for (int i = 0; i < events.size(); i++) {
            timeline.append(Samples.fact(i + 1, events.get(i)));
        }
        assertThat(timeline.ofSocket(child, 99, 99))
                .extracting(Fact::seq)
                .containsExactly(5L, 6L, 7L, 9L, 10L, 11L, 12L, 13L);
        assertThat(timeline.ofSocket(listener, 99, 99)).extracting(Fact::seq).containsExactly(3L, 4L);
        assertThat(timeline.ofSocket(new SocketId(Protocol.TCP, 3), 99, 99))
                .extracting(Fact::seq)
                .containsExactly(1L, 2L);
        assertThat(timeline.ofActor("server:tcp", 99, 99)).hasSize(10);
    }

    private static Event called(long number, SocketCall call, int fd, String actor) {
        return new Event.Called(number, call, List.of(), fd, "t", actor);
    }

    private static Event returned(long number, long result, SocketId id) {
        return new Event.Returned(number, result, "", List.of(), Optional.ofNullable(id), Bytes.NONE, 0);
    }
}
