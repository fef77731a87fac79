package org.socketlab.observe;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.Set;
import org.socketlab.model.Event;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.Scope;
import org.socketlab.model.SocketId;
import org.socketlab.model.TcpInfo;
import org.socketlab.model.TcpState;

/**
 * What was told of each socket, and what of a look is news. Pure but for its memory; one thread at a time; times in ns.
 *
 * <p>A state, owner or endpoint that changed is news at once; queues ten times a second at most and tcp_info four
 * times, so that a flood does not tell of every byte; of a countdown the whole seconds.
 */
final class Ledger {
    static final long QUEUES_EVERY = 100_000_000L;
    static final long COUNTERS_EVERY = 250_000_000L;

    /** With more rows in TIME_WAIT than this their countdowns are told by tens of seconds. */
    static final int COUNTED_BY_SECONDS = 64;

    /** tcpi_last_data_sent to tcpi_last_ack_recv: ages, which change with every look. */
    private static final int CLOCKS_FROM = 44;

    private static final int CLOCKS_TO = 60;

    private record Row(KernelSocket current, KernelSocket told, long toldAt) {}

    /** In the order of telling, the latest last. */
    private final SequencedMap<SocketId, Row> rows = new LinkedHashMap<>();

    private final Set<SocketId> owed = new HashSet<>();
    private final Set<SocketId> gone = new HashSet<>();
    private final List<KernelSocket> news = new ArrayList<>();
    private int waiting;
    private boolean whole;
    private boolean stirred;

    /** All sockets that are known now. */
    Collection<KernelSocket> current() {
        return rows.values().stream().map(Row::current).toList();
    }

    /** The connections of which something was told last, at most so many: those whose tuple the kernel can look up. */
    List<KernelSocket> latest(int most) {
        List<KernelSocket> latest = new ArrayList<>();
        for (Row row : rows.sequencedValues().reversed()) {
            if (latest.size() == most) {
                break;
            }
            KernelSocket socket = row.current();
            if (socket.remotePort() > 0 && !socket.state().listens()) {
                latest.add(socket);
            }
        }
        return latest;
    }

    /** A socket as it was last seen, empty where it is not known. */
    Optional<KernelSocket> known(SocketId id) {
        return Optional.ofNullable(rows.get(id)).map(Row::current);
    }

    /** A socket as just seen, owners and all. */
    void seen(KernelSocket socket, long now) {
        gone.remove(socket.id());
        Row before = rows.get(socket.id());
        count(socket, 1);
        if (before == null) {
            stirred = true;
            told(socket, now);
            return;
        }
        count(before.current(), -1);
        if (whole || owed.contains(socket.id()) || isNews(before, socket, now)) {
            told(socket, now);
        } else {
            rows.put(socket.id(), new Row(socket, before.told(), before.toldAt()));
        }
    }

    private void told(KernelSocket socket, long now) {
        news.add(socket);
        rows.putLast(socket.id(), new Row(socket, socket, now));
    }

    private void count(KernelSocket socket, int by) {
        waiting += socket.state() == TcpState.TIME_WAIT ? by : 0;
    }

    /** A socket that is concluded to be gone. */
    void gone(SocketId id) {
        Row before = rows.remove(id);
        if (before != null) {
            count(before.current(), -1);
            gone.add(id);
            stirred = true;
        }
    }

    /** A socket whose end, or that it is watched no more, was told otherwise. */
    void forget(SocketId id) {
        gone(id);
        gone.remove(id);
    }

    /** What is news since this was last asked, as one look at exactly those sockets. */
    Event.Looked news() {
        Map<SocketId, KernelSocket> told = new LinkedHashMap<>();
        news.forEach(socket -> told.put(socket.id(), socket));
        for (Row row : rows.values()) {
            if (whole || owed.contains(row.current().id())) {
                told.putIfAbsent(row.current().id(), row.current());
            }
        }
        Set<SocketId> scope = new HashSet<>(told.keySet());
        scope.addAll(gone);
        scope.addAll(owed);
        return new Event.Looked(new Scope.Ids(List.copyOf(scope)), true, List.copyOf(told.values()));
    }

    /** Whether there is any. */
    boolean hasNews() {
        return whole || !news.isEmpty() || !gone.isEmpty() || !owed.isEmpty();
    }

    /** Whether more than time and counters went on since this was last asked. */
    boolean stirred() {
        boolean was = stirred;
        stirred = false;
        return was;
    }

    /** That news was taken. */
    void taken() {
        news.clear();
        gone.clear();
        owed.clear();
        whole = false;
    }

    /** It was not, or something else was not: all is to be told anew, and what was gone again. */
    void refused() {
        owed.addAll(gone);
        news.forEach(socket -> owed.add(socket.id()));
        gone.clear();
        news.clear();
        whole = true;
    }

    private boolean isNews(Row before, KernelSocket now, long t) {
        KernelSocket told = before.told();
        if (!sameFace(told, now)) {
            stirred = true;
            return true;
        }
        if (step(told) != step(now)) {
            return true;
        }
        long age = t - before.toldAt();
        if (told.recvQ() != now.recvQ() || told.sendQ() != now.sendQ()) {
            return age >= QUEUES_EVERY || now.state().listens();
        }
        return age >= COUNTERS_EVERY && !sameCounters(told.tcpInfo(), now.tcpInfo());
    }

    private static boolean sameFace(KernelSocket told, KernelSocket now) {
        return told.state() == now.state()
                && told.inode() == now.inode()
                && told.peer() == now.peer()
                && told.ownersHidden() == now.ownersHidden()
                && told.local().equals(now.local())
                && told.remote().equals(now.remote())
                && told.owners().equals(now.owners())
                && told.uid() == now.uid();
    }

    /** A countdown by whole steps, rounded up; -1 where none runs. */
    private long step(KernelSocket socket) {
        OptionalLong expires = socket.expires();
        long step = socket.state() == TcpState.TIME_WAIT && waiting > COUNTED_BY_SECONDS ? 10_000 : 1_000;
        return expires.isPresent() ? (expires.getAsLong() + step - 1) / step : -1;
    }

    /** Equal but for the ages in it. */
    static boolean sameCounters(TcpInfo a, TcpInfo b) {
        int length = a.raw().length();
        if (length != b.raw().length()) {
            return false;
        }
        int from = Math.min(length, CLOCKS_FROM);
        int to = Math.min(length, CLOCKS_TO);
        return a.raw().sameBetween(0, from, b.raw()) && a.raw().sameBetween(to, length, b.raw());
    }
}
