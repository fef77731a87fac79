package org.socketlab.picture.diagram;

import org.socketlab.model.SocketState;
import org.socketlab.model.TcpState;
import org.socketlab.model.UnixState;

/** What a state means for the one who looks, as style sheets know it. */
public final class Tones {
    private Tones() {}

    public static String of(SocketState state) {
        return switch (state) {
            case TcpState tcp ->
                switch (tcp) {
                    case LISTEN -> "listen";
                    case SYN_SENT, SYN_RECV -> "opening";
                    case ESTABLISHED -> "established";
                    case FIN_WAIT1, FIN_WAIT2, CLOSE_WAIT, LAST_ACK, CLOSING, TIME_WAIT -> "closing";
                    case CLOSED -> "closed";
                };
            case UnixState unix ->
                switch (unix) {
                    case LISTEN -> "listen";
                    case CONNECTED -> "unix";
                    case UNCONNECTED -> "closed";
                };
        };
    }
}
