package org.socketlab.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WhiteSpaceTest {
    @Test
    void stripsEveryWhiteSpaceOfUnicodeAndNoOtherCharacter() {
        int[] spaces = Naive.spaces();
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .forEach(c -> {
                    boolean space = IntStream.of(spaces).anyMatch(s -> s == c);
                    String spelled = Naive.spelled(c);
                    assertThat(strip(spelled + "a" + spelled))
                            .as("U+%04X", c)
                            .isEqualTo(space ? "a" : spelled + "a" + spelled);
                });
    }

    @Test
    void agreesWithANaiveReadingOnAnyBytes() {
        Random random = new Random(3000);
        String some = " \t\u00c2\u0085\u00a0\u00e1\u009a\u0080\u00e2\u0081\u009f\u00af\u00a8\u008a\u008b\u00e3a";
        for (int round = 0; round < 100_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(9); i > 0; i--) {
                text.append(some.charAt(random.nextInt(some.length())));
            }
            assertThat(strip(text.toString())).isEqualTo(Naive.strip(text.toString()));
        }
    }

    private static String strip(String latin) {
        ByteBuffer bytes = ByteBuffer.wrap(Memory.bytes(latin));
        int from = WhiteSpace.skip(bytes, 0, latin.length());
        return latin.substring(from, WhiteSpace.skipBack(bytes, from, latin.length()));
    }
}
