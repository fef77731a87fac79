package org.socketlab.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.Framing;

@Timeout(60)
class HandshakeIT {
    @TempDir
    private Path folder;

    @Test
    void theSynIsSeenAndTheOtherTwoAreInferred() throws Exception {
        try (Stand stand = Stand.tcp(Framing.LINE);
                Socket client = new Socket()) {
            long before = System.nanoTime();
            client.connect(new InetSocketAddress("127.0.0.1", stand.port()));
            assertThat(stand.facts.await(facts -> facts.of(Event.Segment.class).size() == 3))
                    .isTrue();
            List<ToldFacts.Told> told = stand.facts.all().stream()
                    .filter(one -> one.event() instanceof Event.Segment)
                    .toList();
            assertThat(told)
                    .extracting(ToldFacts.Told::evidence)
                    .containsExactly(Evidence.OBSERVED, Evidence.INFERRED, Evidence.INFERRED);
            assertThat(told)
                    .extracting(one -> one.because().code())
                    .containsExactly("", "tcp-info-counters", "tcp-info-counters");
            assertThat(told).allSatisfy(one -> assertThat(one.t()).isBetween(before, System.nanoTime()));

            Event.Segment syn = (Event.Segment) told.getFirst().event();
            assertThat(syn.from()).hasToString("127.0.0.1:" + client.getLocalPort());
            assertThat(syn.to()).hasToString("127.0.0.1:" + stand.port());
            assertThat(syn.flags()).containsExactly("SYN");
            assertThat(syn.via()).isEqualTo("saved_syn");
            assertThat(syn.bytes().length()).isGreaterThanOrEqualTo(40);
            assertThat(syn.seqno()).isBetween(0L, 0xffffffffL);
            assertThat(syn.options()).anyMatch(option -> option.startsWith("mss "));

            Event.Segment synAck = (Event.Segment) told.get(1).event();
            assertThat(synAck.ackno()).isEqualTo(syn.seqno() + 1 & 0xffffffffL);
            assertThat(synAck.from()).isEqualTo(syn.to());
            Event.Segment ack = (Event.Segment) told.get(2).event();
            assertThat(ack.flags()).containsExactly("ACK");
            assertThat(ack.from()).isEqualTo(syn.from());
        }
    }

    @Test
    void aUnixConnectionHasNoSegments() throws Exception {
        try (Stand stand = Stand.unix(folder.resolve("lab.sock"), Framing.LINE);
                Client client = stand.connectUnix()) {
            assertThat(client.say("ping\n").hearLine()).isEqualTo("pong\n");
            assertThat(stand.facts.of(Event.Segment.class)).isEmpty();
        }
    }
}
