package org.socketlab.os.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.socketlab.os.SyscallException;

/** What a dump makes of datagrams as the kernel might send them. */
class DumpTest {
    private static final int MULTI = 2; // #define NLM_F_MULTI 0x2
    private static final int INTERRUPTED = MULTI | NetlinkMessages.DUMP_INTERRUPTED;
    private static final Netlink.Ask ASK = (_, _) -> 0;

    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 12).order(ByteOrder.nativeOrder());
    private final Queue<byte[]> script = new ArrayDeque<>();
    private final List<Integer> rows = new ArrayList<>(List.of(-1)); // another dump's
    private int asked;

    private boolean read() throws SyscallException {
        return Dump.read(this::answer, ASK, rows, (from, at, end, into) -> into.add(from.getInt(at)));
    }

    private NetlinkAnswer.Outcome answer(Netlink.Ask ask, NetlinkAnswer.Each each) throws SyscallException {
        return NetlinkAnswer.read(this::next, bytes, ++asked, true, each);
    }

    private int next() {
        byte[] datagram = script.remove();
        bytes.put(0, datagram);
        return datagram.length;
    }

    /** A datagram of messages, each with one int as its payload. */
    private void datagram(Object... messages) {
        ByteBuffer datagram = ByteBuffer.allocate(20 * messages.length).order(ByteOrder.nativeOrder());
        for (Object message : messages) {
            datagram.put((byte[]) message);
        }
        script.add(datagram.array());
    }

    private static byte[] message(int sequence, int type, int flags, int payload) {
        return ByteBuffer.allocate(20)
                .order(ByteOrder.nativeOrder())
                .putInt(20)
                .putShort((short) type)
                .putShort((short) flags)
                .putInt(sequence)
                .putInt(0)
                .putInt(payload)
                .array();
    }

    private static byte[] row(int sequence, int flags, int payload) {
        return message(sequence, NetlinkMessages.SOCK_DIAG_BY_FAMILY, flags, payload);
    }

    private static byte[] done(int sequence, int flags) {
        return message(sequence, NetlinkMessages.DONE, flags, 0);
    }

    @Test
    void aDumpThatIsWholeIsAskedOnce() throws Exception {
        datagram(row(1, MULTI, 7), row(1, MULTI, 8));
        datagram(row(1, MULTI, 9));
        datagram(done(1, MULTI));
        assertThat(read()).isTrue();
        assertThat(rows).containsExactly(-1, 7, 8, 9);
        assertThat(asked).isOne();
    }

    @Test
    void interruptedOnceItIsAskedAgainAndTheSecondCountsAlone() throws Exception {
        datagram(row(1, MULTI, 7), row(1, INTERRUPTED, 8));
        datagram(done(1, MULTI));
        datagram(row(2, MULTI, 7), row(2, MULTI, 9));
        datagram(done(2, MULTI));
        assertThat(read()).isTrue();
        assertThat(rows).containsExactly(-1, 7, 9);
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void interruptedTwiceItIsNotWholeAndNotAskedAThirdTime() throws Exception {
        for (int i = 1; i <= 2; i++) {
            datagram(row(i, MULTI, 7));
            datagram(done(i, INTERRUPTED)); // the mark may come with the last message only
        }
        assertThat(read()).isFalse();
        assertThat(rows).containsExactly(-1, 7);
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void theRestOfAnAnswerThatWasGivenUpIsNoPartOfThisOne() throws Exception {
        datagram(row(0, INTERRUPTED, 1), done(0, MULTI));
        datagram(row(1, MULTI, 7), done(1, MULTI));
        assertThat(read()).isTrue();
        assertThat(rows).containsExactly(-1, 7);
    }

    @Test
    void aCutDatagramAndAnOverrunAreNotWhole() throws Exception {
        datagram(row(1, MULTI, 7), message(1, NetlinkMessages.OVERRUN, MULTI, 0));
        datagram(done(1, MULTI));
        datagram(row(2, MULTI, 7), row(2, MULTI, 8));
        script.add(new byte[] {60, 0, 0, 0, 20});
        datagram(done(2, MULTI));
        assertThat(read()).isFalse();
        assertThat(rows).containsExactly(-1, 7, 8);
    }

    @Test
    void noSuchModuleAndOtherErrorsAreRefusals() {
        datagram(message(1, NetlinkMessages.ERROR, 0, -2));
        assertThatThrownBy(this::read).isInstanceOf(SyscallException.class).hasMessageContaining("ENOENT");
        datagram(message(2, NetlinkMessages.ERROR, 0, -1));
        assertThatThrownBy(this::read).isInstanceOf(SyscallException.class).hasMessageContaining("EPERM");
    }
}
