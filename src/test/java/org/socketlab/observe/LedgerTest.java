package org.socketlab.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.socketlab.model.Bytes;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.Family;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.Owner;
import org.socketlab.model.Protocol;
import org.socketlab.model.Scope;
import org.socketlab.model.SocketId;
import org.socketlab.model.SocketType;
import org.socketlab.model.TcpInfo;
import org.socketlab.model.TcpState;

class LedgerTest {
    private static final long MS = 1_000_000;

    private final Ledger ledger = new Ledger();

    private static KernelSocket socket(long cookie, TcpState state, long recvQ, long expires, TcpInfo tcpInfo) {
        return new KernelSocket(
                new SocketId(Protocol.TCP, cookie),
                Family.INET,
                SocketType.STREAM,
                state,
                Endpoint.parse("127.0.0.1:" + cookie),
                Endpoint.parse("127.0.0.1:1208"),
                cookie,
                0,
                0,
                recvQ,
                0,
                expires < 0 ? OptionalLong.empty() : OptionalLong.of(expires),
                List.of(),
                false,
                tcpInfo,
                "");
    }

    private static KernelSocket open(long cookie) {
        return socket(cookie, TcpState.ESTABLISHED, 0, -1, TcpInfo.NONE);
    }

    private List<Long> told() {
        Event.Looked news = ledger.news();
        ledger.taken();
        return news.sockets().stream().map(socket -> socket.id().cookie()).toList();
    }

    @Test
    void tellsWhatIsNewAndThenOnlyWhatChanged() {
        ledger.seen(open(1), 0);
        ledger.seen(open(2), 0);
        assertThat(ledger.stirred()).isTrue();
        assertThat(told()).containsExactly(1L, 2L);
        ledger.seen(open(1), MS);
        ledger.seen(open(2).in(TcpState.CLOSE_WAIT), MS);
        assertThat(told()).containsExactly(2L);
        ledger.seen(open(1), 2 * MS);
        assertThat(ledger.stirred()).isTrue();
        assertThat(ledger.stirred()).isFalse();
        assertThat(ledger.hasNews()).isFalse();
        ledger.seen(open(1).ownedBy(List.of(new Owner(7, "nc", "ann", 3, "u")), false), 3 * MS);
        assertThat(told()).containsExactly(1L);
    }

    @Test
    void whatIsGoneIsNamedInTheScopeAndAbsentFromTheRows() {
        ledger.seen(open(1), 0);
        told();
        ledger.gone(new SocketId(Protocol.TCP, 1));
        ledger.gone(new SocketId(Protocol.TCP, 99));
        Event.Looked news = ledger.news();
        assertThat(news.scope()).isEqualTo(new Scope.Ids(List.of(new SocketId(Protocol.TCP, 1))));
        assertThat(news.sockets()).isEmpty();
        assertThat(news.complete()).isTrue();
    }

    @Test
    void queuesAreToldTenTimesASecondAndCountersFourTimes() {
        TcpInfo some = TcpInfo.of(Map.of("tcpi_segs_in", 5L, "tcpi_rcv_wnd", 1L));
        TcpInfo more = TcpInfo.of(Map.of("tcpi_segs_in", 6L, "tcpi_rcv_wnd", 1L));
        ledger.seen(socket(1, TcpState.ESTABLISHED, 0, -1, some), 0);
        told();
        ledger.seen(socket(1, TcpState.ESTABLISHED, 5, -1, some), 50 * MS);
        assertThat(told()).isEmpty();
        ledger.seen(socket(1, TcpState.ESTABLISHED, 5, -1, some), 100 * MS);
        assertThat(told()).containsExactly(1L);
        ledger.seen(socket(1, TcpState.ESTABLISHED, 5, -1, more), 200 * MS);
        assertThat(told()).isEmpty();
        ledger.seen(socket(1, TcpState.ESTABLISHED, 5, -1, more), 350 * MS);
        assertThat(told()).containsExactly(1L);
        assertThat(ledger.stirred()).as("the first sight").isTrue();
    }

    @Test
    void agesInTcpInfoAreNoNews() {
        TcpInfo a = TcpInfo.of(Map.of("tcpi_last_data_sent", 5L, "tcpi_last_ack_recv", 7L, "tcpi_rcv_wnd", 1L));
        TcpInfo b = TcpInfo.of(Map.of("tcpi_last_data_sent", 6L, "tcpi_last_ack_recv", 9L, "tcpi_rcv_wnd", 1L));
        TcpInfo c = TcpInfo.of(Map.of("tcpi_pmtu", 6L, "tcpi_rcv_wnd", 1L));
        assertThat(Ledger.sameCounters(a, b)).isTrue();
        assertThat(Ledger.sameCounters(a, c)).isFalse();
        assertThat(Ledger.sameCounters(a, TcpInfo.NONE)).isFalse();
        for (int length = 0; length < 70; length++) {
            TcpInfo zeros = new TcpInfo(Bytes.of(new byte[length]));
            assertThat(Ledger.sameCounters(zeros, zeros)).as("%d bytes", length).isTrue();
        }
    }

    @Test
    void aCountdownIsToldByWholeSecondsAndWakesNobody() {
        ledger.seen(socket(1, TcpState.TIME_WAIT, 0, 60_000, TcpInfo.NONE), 0);
        told();
        ledger.stirred();
        ledger.seen(socket(1, TcpState.TIME_WAIT, 0, 59_400, TcpInfo.NONE), 600 * MS);
        assertThat(told()).isEmpty();
        ledger.seen(socket(1, TcpState.TIME_WAIT, 0, 58_990, TcpInfo.NONE), 1010 * MS);
        assertThat(told()).containsExactly(1L);
        assertThat(ledger.stirred()).isFalse();
    }

    @Test
    void afterARefusalAllIsToldAnewAndWhatWentMeanwhileToo() {
        ledger.seen(open(1), 0);
        ledger.seen(open(2), 0);
        ledger.seen(open(3), 0);
        told();
        ledger.gone(new SocketId(Protocol.TCP, 1));
        ledger.news();
        ledger.refused();
        ledger.seen(open(2), MS);
        Event.Looked news = ledger.news();
        assertThat(news.scope())
                .isInstanceOfSatisfying(
                        Scope.Ids.class,
                        ids -> assertThat(Set.copyOf(ids.ids()))
                                .extracting(SocketId::cookie)
                                .containsExactlyInAnyOrder(1L, 2L, 3L));
        assertThat(told()).containsExactlyInAnyOrder(2L, 3L);
        assertThat(ledger.hasNews()).isFalse();
    }

    @Test
    void theLatestComeFirstAndListenersAreNotLookedUp() {
        for (long cookie = 1; cookie <= 5; cookie++) {
            ledger.seen(open(cookie), 0);
        }
        ledger.seen(open(9).in(TcpState.LISTEN), 0);
        ledger.seen(open(2).in(TcpState.FIN_WAIT1), MS);
        assertThat(ledger.latest(3)).extracting(socket -> socket.id().cookie()).containsExactly(2L, 5L, 4L);
    }
}
