package org.socketlab.os.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortFilterTest {
    /** Runs a classic BPF program as the kernel would, over a message with these ports. */
    private static boolean passes(byte[] code, int source, int destination) {
        ByteBuffer program = ByteBuffer.wrap(code).order(ByteOrder.nativeOrder());
        int accumulator = 0;
        for (int at = 0; ; at++) {
            int instruction = program.getShort(8 * at);
            int k = program.getInt(8 * at + 4);
            switch (instruction) {
                case 0x28 -> accumulator = k == 20 ? source : destination;
                case 0x15 -> at += accumulator == k ? program.get(8 * at + 2) & 0xff : program.get(8 * at + 3) & 0xff;
                case 0x06 -> {
                    return k != 0;
                }
                default -> throw new AssertionError("instruction " + instruction);
            }
        }
    }

    @Test
    void passesAPortAtEitherEndAndNoOther() {
        byte[] program = PortFilter.program(List.of(1208, 40_000));
        assertThat(passes(program, 1208, 5)).isTrue();
        assertThat(passes(program, 5, 1208)).isTrue();
        assertThat(passes(program, 40_000, 5)).isTrue();
        assertThat(passes(program, 5, 40_000)).isTrue();
        assertThat(passes(program, 5, 6)).isFalse();
        assertThat(passes(PortFilter.program(List.of()), 1208, 1208)).isFalse();
    }

    @Test
    void passesWhatHasLostItsRemotePort() {
        assertThat(passes(PortFilter.program(List.of(1208)), 40_000, 0)).isTrue();
        assertThat(passes(PortFilter.program(List.of(1208)), 0, 40_000)).isFalse();
        assertThat(passes(PortFilter.program(List.of()), 40_000, 0)).isFalse();
    }

    @Test
    void withTheMostPortsEveryJumpStillReachesAndWithMoreAllPass() {
        List<Integer> most = IntStream.rangeClosed(1, 120).boxed().toList();
        byte[] program = PortFilter.program(most);
        for (int port : most) {
            assertThat(passes(program, port, 0)).isTrue();
            assertThat(passes(program, 0, port)).isTrue();
        }
        assertThat(passes(program, 121, 122)).isFalse();
        byte[] more = PortFilter.program(IntStream.rangeClosed(1, 121).boxed().toList());
        assertThat(passes(more, 60_000, 60_001)).isTrue();
    }
}
