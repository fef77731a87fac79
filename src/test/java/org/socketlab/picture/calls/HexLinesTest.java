package org.socketlab.picture.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.socketlab.model.Bytes;

class HexLinesTest {
    @Test
    void eightBytesALineAndTheColumnsStay() {
        assertThat(HexLines.of(Bytes.of("echo Hello\n")))
                .containsExactly(
                        "0000  65 63 68 6f 20 48 65 6c  |echo Hel|", //
                        "0008  6c 6f 0a                 |lo.|");
    }

    @Test
    void noBytesAreNoLinesAndEightAreOne() {
        assertThat(HexLines.of(Bytes.NONE)).isEmpty();
        assertThat(HexLines.of(Bytes.of("12345678"))).hasSize(1);
        assertThat(HexLines.of(Bytes.of("123456789"))).hasSize(2);
    }

    @Test
    void whatIsNoPrintableAsciiIsADot() {
        assertThat(HexLines.of(Bytes.of(new byte[] {0, 0x1f, ' ', '~', 0x7f, (byte) 0x80, (byte) 0xff})))
                .containsExactly("0000  00 1f 20 7e 7f 80 ff     |.. ~...|");
        assertThat(HexLines.of(Bytes.of("你"))).containsExactly("0000  e4 bd a0                 |...|");
    }

    @Test
    void all4096KeptBytesAreThere() {
        List<String> lines = HexLines.of(Bytes.of("x".repeat(4_096)));
        assertThat(lines).hasSize(512);
        assertThat(lines.getLast()).isEqualTo("0ff8  78 78 78 78 78 78 78 78  |xxxxxxxx|");
    }
}
