package org.socketlab.picture.diagram;

import java.util.OptionalLong;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.SocketState;
import org.socketlab.model.TcpState;
import org.socketlab.picture.FontFace;
import org.socketlab.picture.Numbers;

/** What waits at a socket, told in its box: bytes in a queue, as tools print it, or in words how long a timer still runs. */
record Waiting(String words, FontFace face) {
    private static final Waiting NOTHING = new Waiting("", FontFace.UI);

    static Waiting at(SeenSocket seen, Sheet sheet) {
        KernelSocket socket = seen.socket();
        OptionalLong left = left(seen, sheet);
        if (left.isPresent() && socket.state() == TcpState.SYN_SENT && socket.sendQ() <= 1) {
            return new Waiting(sheet.text("diagram.box.retry", seconds(left, sheet)), FontFace.UI);
        }
        if (socket.recvQ() > 0) {
            return queued("Recv-Q", socket.recvQ(), received(socket.state()));
        }
        if (socket.sendQ() > 0) {
            return queued("Send-Q", socket.sendQ(), sent(socket.state()));
        }
        return left.isPresent() && socket.state() == TcpState.TIME_WAIT
                ? new Waiting(seconds(left, sheet), FontFace.UI)
                : NOTHING;
    }

    /** The kernel counts a SYN or a FIN as one byte of the queue, which is no byte that anybody wrote. */
    private static Waiting queued(String queue, long count, String flag) {
        String held = flag.isEmpty()
                ? Numbers.bytes(count)
                : count == 1 ? "1 (" + flag + ")" : Numbers.bytes(count - 1) + " + " + flag;
        return new Waiting(queue + " " + held, FontFace.MONO);
    }

    /** The peer's FIN came after all its bytes: while one of those waits, or the end itself was not read, it is counted. */
    private static String received(SocketState state) {
        return switch (state) {
            case TcpState.CLOSE_WAIT, TcpState.CLOSING, TcpState.LAST_ACK, TcpState.TIME_WAIT -> "FIN";
            default -> "";
        };
    }

    /** In these states what was sent last is still unconfirmed. */
    private static String sent(SocketState state) {
        return switch (state) {
            case TcpState.SYN_SENT -> "SYN";
            case TcpState.FIN_WAIT1, TcpState.CLOSING, TcpState.LAST_ACK -> "FIN";
            default -> "";
        };
    }

    private static String seconds(OptionalLong milliseconds, Sheet sheet) {
        return sheet.text("diagram.box.seconds", String.valueOf((milliseconds.getAsLong() + 999) / 1000));
    }

    /** Milliseconds left on its timer by the lab's clock; the kernel was asked at the time of the look. */
    private static OptionalLong left(SeenSocket seen, Sheet sheet) {
        long since = Math.max(0, sheet.state().t() - seen.t()) / 1_000_000;
        OptionalLong expires = seen.socket().expires();
        return expires.isPresent() ? OptionalLong.of(Math.max(0, expires.getAsLong() - since)) : expires;
    }
}
