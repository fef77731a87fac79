package org.socketlab.picture.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.socketlab.model.Because;
import org.socketlab.model.Bytes;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.Fact;
import org.socketlab.model.Saying;

/** What telnet would show, grown byte by byte. */
class TranscriptTest {
    private final Transcript transcript = new Transcript("A");
    private long seq;

    @Test
    void whatComesInPiecesIsOneLine() {
        heard("po");
        heard("ng");
        assertThat(text()).isEqualTo("pong\n");
        heard("\npo");
        assertThat(text()).isEqualTo("pong\npo\n");
    }

    @Test
    void aCharacterCutInTwoIsWholeAgain() {
        byte[] hao = "好\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        heard(Bytes.of(hao[0], hao[1]));
        assertThat(text()).isEqualTo("\\xe5\\xa5\n");
        heard(Bytes.of(hao[2], hao[3]));
        assertThat(text()).isEqualTo("好\n");
    }

    @Test
    void whatIsTypedHasItsSignAndEndsALineThatCameIn() {
        heard("un");
        typed("ping\n");
        heard("pong\n");
        assertThat(text()).isEqualTo("un\n› ping\npong\n");
    }

    @Test
    void bytesThatAreNoCharactersAreShownAsTheyAre() {
        heard(Bytes.of((byte) 0xff, (byte) 0, (byte) 'a', (byte) '\n'));
        assertThat(text()).isEqualTo("\\xff\\x00a\n");
    }

    @Test
    void anEmptyReplyIsAnEmptyLine() {
        typed("echo\n");
        heard("\n");
        assertThat(text()).isEqualTo("› echo\n\n");
    }

    @Test
    void notesAreReadInEitherLanguage() {
        add(new Event.ConsoleNote("A", Saying.of("console.wrote-nothing")));
        assertThat(transcript.text(Locale.ENGLISH)).isEqualTo("the server read it and sent nothing\n");
        assertThat(transcript.text(Locale.CHINESE)).containsPattern("\\p{IsHan}");
    }

    @Test
    void otherConsolesAreNotHeard() {
        assertThat(transcript.add(fact(new Event.ConsoleBytes("B", false, Bytes.of("pong\n")))))
                .isFalse();
        assertThat(text()).isEmpty();
    }

    @Test
    void theOldestLinesGoFirst() {
        for (int line = 0; line < Transcript.MOST + 10; line++) {
            heard(line + "\n");
        }
        assertThat(transcript.lines()).hasSize(Transcript.MOST);
        assertThat(text()).startsWith("10\n");
    }

    private void heard(String text) {
        heard(Bytes.of(text));
    }

    private void heard(Bytes bytes) {
        add(new Event.ConsoleBytes("A", false, bytes));
    }

    private void typed(String text) {
        add(new Event.ConsoleBytes("A", true, Bytes.of(text)));
    }

    private void add(Event event) {
        assertThat(transcript.add(fact(event))).isTrue();
    }

    private Fact fact(Event event) {
        return new Fact(++seq, seq, Evidence.OBSERVED, Because.OBSERVED, event);
    }

    private String text() {
        return transcript.text(Locale.ENGLISH);
    }
}
