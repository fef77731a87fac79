package org.socketlab.model;

import org.socketlab.model.TcpInfo.Field;

/**
 * What the kernel said of a TCP connection when it destroyed an end of it: all that is ever known of one that came and
 * went between two looks. Counts are those of the final tcp_info, 0 where the kernel gave none.
 *
 * @param received bytes that came in
 * @param sent bytes that went out
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
                info.get(Field.tcpi_bytes_sent).orElse(0),
                info.get(Field.tcpi_segs_in).orElse(0),
                info.get(Field.tcpi_segs_out).orElse(0));
    }

    public FiveTuple tuple() {
        return new FiveTuple(Protocol.TCP, local, remote);
    }
}
