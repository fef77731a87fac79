package org.socketlab.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The lab protocol, to the byte. Texts are Latin-1: each character is one byte. */
class DialogueTest {
    /** Input, replies, log. */
    static Stream<Arguments> conversations() {
        return Stream.of(
                arguments("ping\r\n", "pong\n", "[]"),
                arguments("  ping x\n", "pong\n", "[]"),
                arguments("echo  a  b \r\n", " a  b\n", "[]"),
                arguments("PING\n", "", "[Unsupported command: PING]"),
                arguments("echo\tx\n", "", "[Unsupported command: echo\\x09x]"),
                arguments("ping\nping\n", "pong\npong\n", "[]"),
                arguments("ping\nquit\nping\n", "pong\n", "[]"),
                arguments("echo\n", "\n", "[]"),
                arguments("echo \n", "\n", "[]"),
                arguments("echo x\n", "x\n", "[]"),
                arguments("echo  \t x\n", " \t x\n", "[]"),
                arguments("pinging\n", "", "[Unsupported command: pinging]"),
                arguments("pin\n", "", "[Unsupported command: pin]"),
                arguments("quitting\nping\n", "pong\n", "[Unsupported command: quitting]"),
                arguments("\n", "", "[Unsupported command: ]"),
                arguments(" \t \r\n", "", "[Unsupported command: ]"),
                arguments("a\\b\0\n", "", "[Unsupported command: a\\\\b\\x00]"),
                arguments("echo \u00ff\u0000\u0080\n", "\u00ff\u0000\u0080\n", "[]"),
                arguments("\u00c2\u00a0ping\u00e3\u0080\u0080\n", "pong\n", "[]"),
                arguments("ping\u00c2\u00a0\u00e2\u0080\u0081\n", "pong\n", "[]"),
                arguments("ping\u00e2\u0080\u008b\n", "", "[Unsupported command: ping\\xE2\\x80\\x8B]"),
                arguments("\u0085ping\n", "", "[Unsupported command: \\x85ping]"),
                arguments("\n\nping\n", "pong\n", "[Unsupported command: , Unsupported command: ]"));
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void answersToTheByte(String input, String answers, String log) {
        Talk talk = new Talk().says(input);
        assertThat(talk.answers()).isEqualTo(answers);
        assertThat(talk.log).hasToString(log);
        assertThat(talk.ended()).isEqualTo(input.contains("quit\n"));
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void answersAlikeHoweverTheInputIsSplit(String input, String answers, String log) {
        for (int first = 0; first <= input.length(); first++) {
            for (int second = first; second <= input.length(); second++) {
                Talk talk = new Talk()
                        .says(input.substring(0, first))
                        .says(input.substring(first, second))
                        .says(input.substring(second));
                assertThat(talk.answers())
                        .as("split at %d and %d", first, second)
                        .isEqualTo(answers);
                assertThat(talk.log).hasToString(log);
            }
        }
    }

    @Test
    void anUnterminatedRestIsARequestAtTheEnd() {
        assertThat(new Talk().says("ping").ends().answers()).isEqualTo("pong\n");
        assertThat(new Talk().says("pi").says("ng").ends().answers()).isEqualTo("pong\n");
        assertThat(new Talk().says("ping\necho a").ends().answers()).isEqualTo("pong\na\n");
        assertThat(new Talk().says("ping\n").ends().seen()).isEqualTo("pong\n|[]|true");
        assertThat(new Talk().says(" ").ends().log).containsExactly("Unsupported command: ");
    }

    @Test
    void aRequestInPiecesIsAnsweredOnceWhenItIsWhole() {
        Talk talk = new Talk().says("pi");
        assertThat(talk.answers()).isEmpty();
        assertThat(talk.partialLength()).isEqualTo(2);
        talk.says("ng\n");
        assertThat(talk.answers()).isEqualTo("pong\n");
        assertThat(talk.partialLength()).isZero();
        assertThat(talk.chunks.lent()).isZero();
    }

    @Test
    void nothingAfterQuitIsAnswered() {
        Talk talk = new Talk().says("ping\nquit now\nping\n").says("ping\n").ends();
        assertThat(talk.answers()).isEqualTo("pong\n");
        assertThat(talk.ended()).isTrue();
    }

    @Test
    void aLineMayHave65536BytesAndNotOneMore() {
        String longest = "echo " + "x".repeat(65_531);
        assertThat(longest).hasSize(65_536);
        for (int piece : new int[] {1, 7, 512, 513, 8_192, 65_535, 65_536}) {
            Talk fits = inPieces(longest + "\nping\n", piece);
            assertThat(fits.answers()).isEqualTo("x".repeat(65_531) + "\npong\n");
            assertThat(fits.log).isEmpty();

            Talk tooLong = inPieces("ping\n" + longest + "y\nping\n", piece);
            assertThat(tooLong.answers()).isEqualTo("pong\n");
            assertThat(tooLong.log).containsExactly("line too long");
            assertThat(tooLong.ended()).isTrue();
        }
    }

    @Test
    void aLineIsTooLongAtItsByte65537() {
        Talk talk = new Talk().says("x".repeat(65_536));
        assertThat(talk.log).isEmpty();
        assertThat(talk.says("y").log).containsExactly("line too long");
    }

    @Test
    void aLongLineAtTheEndOfInputIsARequest() {
        Talk talk = new Talk().says("echo " + "x".repeat(65_531)).ends();
        assertThat(talk.answers()).isEqualTo("x".repeat(65_531) + "\n");
    }

    @Test
    void aFullReadOfTheShortestRequestsFits() {
        assertThat(new Talk().says("\n".repeat(65_536)).log).hasSize(65_536);
        Talk talk = new Talk()
                .says("p")
                .says("ing\n" + "ping\n".repeat(13_106) + "ping")
                .ends();
        assertThat(talk.answers()).isEqualTo("pong\n".repeat(13_108));
    }

    @Test
    void readFramingTakesEachReadAsOneRequest() {
        assertThat(new Talk().saysWhole("ping\nping\n").answers()).isEmpty();
        assertThat(new Talk().saysWhole("ping\nping\n").log).containsExactly("Unsupported command: ping\\x0Aping");
        assertThat(new Talk().saysWhole("pi").saysWhole("ng\n").log)
                .containsExactly("Unsupported command: pi", "Unsupported command: ng");
        assertThat(new Talk().saysWhole("echo a\nb\n").answers()).isEqualTo("a\nb\n");
        assertThat(new Talk().saysWhole("ping x").answers()).isEqualTo("pong\n");
        assertThat(new Talk().saysWhole("quit\nping\n").ended()).isFalse();
        assertThat(new Talk().saysWhole(" quit \r\n").ended()).isTrue();
    }

    @Test
    void agreesWithANaiveReadingOfTheSameBytes() {
        Random random = new Random(1208);
        for (int round = 0; round < 3_000; round++) {
            String input = randomInput(random);
            Talk talk = new Talk();
            for (int at = 0; at < input.length(); ) {
                int piece = 1 + random.nextInt(random.nextBoolean() ? 3 : 400);
                talk.says(input.substring(at, Math.min(input.length(), at + piece)));
                at += piece;
            }
            assertThat(talk.ends().seen())
                    .as("round %d, input %s", round, input)
                    .isEqualTo(Naive.whole(input).seen());
        }
    }

    private static String randomInput(Random random) {
        String[] words = {"ping", "echo", "quit", "pin", "PING", "x", "\\", "", "\u00e4\u00bd\u00a0", "\u00c2", "\u0080"
        };
        int[] spaces = Naive.spaces();
        StringBuilder input = new StringBuilder();
        for (int i = random.nextInt(30); i >= 0; i--) {
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3 -> input.append(words[random.nextInt(words.length)]);
                case 4, 5 -> input.append(' ');
                case 6, 7, 8 -> input.append('\n');
                case 9 -> input.append(Naive.spelled(spaces[random.nextInt(spaces.length)]));
                case 10 -> input.append((char) random.nextInt(256));
                default -> input.append("w".repeat(random.nextInt(250)));
            }
        }
        return input.toString();
    }

    private static Talk inPieces(String input, int piece) {
        Talk talk = new Talk();
        for (int at = 0; at < input.length(); at += piece) {
            talk.says(input.substring(at, Math.min(input.length(), at + piece)));
        }
        return talk;
    }

    @Test
    void whereMemoryIsScarceALongUnfinishedLineIsGivenUpAndAShortOneIsNot() {
        Chunks chunks = new Chunks(Memory::allocate, 2 * Chunks.LARGEST);
        Talk first = new Talk(chunks).says("a".repeat(60_000));
        Talk second = new Talk(chunks).says("b".repeat(60_000));
        Talk third = new Talk(chunks).says("c".repeat(513));
        Talk fourth = new Talk(chunks).says("echo short").says("er");
        assertThat(third.ended()).isTrue();
        assertThat(third.log).singleElement().asString().startsWith("line too long for now");
        assertThat(fourth.says("\nping\n").answers()).isEqualTo("shorter\npong\n");
        assertThat(fourth.says("echo " + "d".repeat(40_000) + "\n").log).isEmpty();
        assertThat(first.says("\n").ended()).isFalse();
        first.dropPartial(chunks);
        assertThat(new Talk(chunks).says("e".repeat(60_000)).ended()).isFalse();
        assertThat(second.ended()).isFalse();
    }

    @Test
    void memoryThatComesBackIsLentAgainAndNoMoreIsAllocated() {
        AtomicLong allocated = new AtomicLong();
        Chunks chunks = new Chunks(size -> {
            allocated.addAndGet(size);
            return Memory.allocate(size);
        });
        for (int wave = 0; wave < 3; wave++) {
            List<Talk> crowd = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                crowd.add(new Talk(chunks).says("f".repeat(60_000)));
            }
            assertThat(chunks.lent()).isEqualTo(100L * Chunks.LARGEST);
            crowd.forEach(talk -> talk.dropPartial(chunks));
        }
        assertThat(chunks.lent()).isZero();
        assertThat(allocated).hasValue(100L * Chunks.LARGEST);
    }
}
