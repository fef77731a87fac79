package org.socketlab.os.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class NetlinkMessagesTest {
    /** Two messages: one with a payload of 5 bytes and 3 of padding, then DONE with errno 2. */
    private static ByteBuffer datagram() {
        ByteBuffer bytes = ByteBuffer.allocate(64).order(ByteOrder.nativeOrder());
        bytes.putInt(21).putShort((short) 20).putShort((short) 2).putInt(7).putInt(0);
        bytes.put(new byte[] {1, 2, 3, 4, 5, 0, 0, 0});
        bytes.putInt(20)
                .putShort((short) 3)
                .putShort((short) 0x12)
                .putInt(7)
                .putInt(0)
                .putInt(-2);
        return bytes.flip();
    }

    @Test
    void walksFromMessageToMessage() {
        ByteBuffer bytes = datagram();
        NetlinkMessages messages = new NetlinkMessages(bytes, bytes.limit());
        assertThat(messages.next()).isTrue();
        assertThat(messages.type()).isEqualTo(NetlinkMessages.SOCK_DIAG_BY_FAMILY);
        assertThat(messages.sequence()).isEqualTo(7);
        assertThat(messages.payloadEnd() - messages.payload()).isEqualTo(5);
        assertThat(messages.next()).isTrue();
        assertThat(messages.type()).isEqualTo(NetlinkMessages.DONE);
        assertThat(messages.flags() & NetlinkMessages.DUMP_INTERRUPTED).isNotZero();
        assertThat(messages.errno()).isEqualTo(2);
        assertThat(messages.next()).isFalse();
        assertThat(messages.cut()).isFalse();
    }

    @Test
    void everyTruncatedPrefixEndsTheWalkAndIsTold() {
        ByteBuffer bytes = datagram();
        for (int length = 1; length < bytes.limit(); length++) {
            NetlinkMessages messages = new NetlinkMessages(bytes, length);
            int count = 0;
            while (messages.next()) {
                assertThat(messages.payloadEnd()).isLessThanOrEqualTo(length);
                count++;
            }
            assertThat(count).isEqualTo(length < 21 ? 0 : 1);
            // between 21 and 24 only padding is missing
            assertThat(messages.cut()).isEqualTo(length < 21 || length > 24);
        }
    }

    @Test
    void aLengthThatIsTooSmallEndsTheWalk() {
        ByteBuffer bytes = datagram();
        bytes.putInt(0, 0);
        NetlinkMessages messages = new NetlinkMessages(bytes, bytes.limit());
        assertThat(messages.next()).isFalse();
        assertThat(messages.cut()).isTrue();
    }
}
