package org.socketlab.os.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.UnixState;

class UnixDiagTest {
    /** What a 6.18 kernel answered for a listener on /tmp/dumpx.sock, backlog 7, with one client in its queue. */
    private static final String LISTENER = "01010a0010c601002700000000000000140000002f746d702f64756d70782e736f636b00"
            + "0800030011c601000c000400010000000700000005000600000000000800070000000000";

    /** And for that client. */
    private static final String CLIENT = "0101010011c60100260000000000000008000200000000000c000400000000000000000005"
            + "000600000000000800070000000000";

    private static UnixDiag.Row row(String hex) {
        byte[] message = HexFormat.of().parseHex(hex);
        return UnixDiag.row(ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN), 0, message.length)
                .orElseThrow();
    }

    /** The listener with another name; the path above takes 15 bytes and a NUL. */
    private static UnixDiag.Row named(byte[] name) {
        byte[] message = HexFormat.of().parseHex(LISTENER);
        message[16] = (byte) (4 + name.length);
        System.arraycopy(name, 0, message, 20, name.length);
        return row(HexFormat.of().formatHex(message));
    }

    @Test
    void readsARealListener() {
        KernelSocket socket = row(LISTENER).socket();
        assertThat(socket.state()).isEqualTo(UnixState.LISTEN);
        assertThat(socket.local()).hasToString("/tmp/dumpx.sock");
        assertThat(socket.inode()).isEqualTo(0x1c610);
        assertThat(socket.recvQ()).as("accept queue").isEqualTo(1);
        assertThat(socket.sendQ()).as("backlog").isEqualTo(7);
        assertThat(row(LISTENER).waiting()).containsExactly(0x1c611L);
    }

    @Test
    void aClientNotYetAcceptedIsConnectedToItsListenersName() {
        KernelSocket client = row(CLIENT).socket();
        assertThat(client.peer()).isZero();
        assertThat(client.remote()).hasToString("");
        assertThat(UnixDiag.joined(List.of(row(CLIENT), row(LISTENER)))
                        .getFirst()
                        .remote())
                .hasToString("/tmp/dumpx.sock");
    }

    @Test
    void abstractNamesBeginWithAnAt() {
        assertThat(named(new byte[] {0, 'a', 'b', 0, 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n'})
                        .socket()
                        .local())
                .hasToString("@ab@cdefghijklmn");
    }

    @Test
    void noTruncatedPrefixIsReadBeyondItsEnd() {
        byte[] message = HexFormat.of().parseHex(LISTENER);
        for (int length = 0; length < message.length; length++) {
            ByteBuffer cut = ByteBuffer.wrap(Arrays.copyOf(message, length)).order(ByteOrder.LITTLE_ENDIAN);
            int whole = length;
            assertThat(UnixDiag.row(cut, 0, length))
                    .satisfies(read -> read.ifPresent(row -> {
                        assertThat(row.socket().inode()).isEqualTo(0x1c610);
                        assertThat(whole)
                                .as("ends between two attributes, or in padding")
                                .isIn(16, 36, 44, 56, 61, 62, 63, 64);
                    }));
        }
    }
}
