package org.socketlab.model;

import java.util.List;
import java.util.Map;
import org.socketlab.model.TcpInfo.Field;

/**
 * What the kernel said of a TCP connection when it destroyed an end of it: all that is ever known of one that came and
 * went between two looks. Counts are those of the final tcp_info, 0 where the kernel gave none.
 *
 * @param received bytes that came in; the other side's FIN counts as one (tcp_rcv_nxt_update() in the kernel)
 * @param sent bytes that went out, each once however often it was sent
 * @param segsIn segments that came in
 * @param segsOut segments that went out
 */
public record LastWord(Endpoint local, Endpoint remote, long received, long sent, long segsIn, long segsOut) {
    static LastWord of(Event.Destroyed end) {
        TcpInfo info = end.tcpInfo();
        return new LastWord(
                end.local(),
                end.remote(),
                info.get(Field.tcpi_bytes_received).orElse(0),
                info.get(Field.tcpi_bytes_sent).orElse(0)
                        - info.get(Field.tcpi_bytes_retrans).orElse(0),
                info.get(Field.tcpi_segs_in).orElse(0),
                info.get(Field.tcpi_segs_out).orElse(0));
    }

    /** The sockets of which nothing but the last word is known: that is news, which an emptied timeline has no more. */
    static List<SocketId> alone(Map<SocketId, LabState.Departed> departed) {
        return departed.entrySet().stream()
                .filter(gone -> gone.getValue().last().isPresent()
                        && !gone.getValue().path().alive())
                .map(Map.Entry::getKey)
                .toList();
    }

    public FiveTuple tuple() {
        return new FiveTuple(Protocol.TCP, local, remote);
    }
}
