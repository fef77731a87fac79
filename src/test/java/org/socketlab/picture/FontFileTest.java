package org.socketlab.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Fonts that are cut, foreign or short of characters. */
class FontFileTest {
    @Test
    void everyCutOfAFontIsRefusedAndNeverCrashes() {
        byte[] whole = bytes(FontFace.MONO);
        int refused = 0;
        for (int length = 0; length < whole.length; length += length < 2_000 ? 1 : 97) {
            byte[] cut = Arrays.copyOf(whole, length);
            try {
                new FontFile(cut).advance('a');
            } catch (IllegalArgumentException e) {
                refused++;
                assertThat(e).hasMessageContaining("font");
            }
        }
        // Only the last tables may be missing unnoticed: they say nothing about widths.
        assertThat(refused).isGreaterThan(2_000);
    }

    @Test
    void whatIsNoFontIsRefusedInWords() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new FontFile("<html>Not found, try again later</html>".getBytes(Charset.forName("US-ASCII"))))
                .withMessageContaining("no font file");
    }

    @Test
    void theChineseFaceHasAllOfGb2312() {
        FontFile chinese = bundled(FontFace.CHINESE);
        List<String> missing = new ArrayList<>();
        for (int row = 0xA1; row <= 0xF7; row++) {
            for (int cell = 0xA1; cell <= 0xFE; cell++) {
                String letter = new String(new byte[] {(byte) row, (byte) cell}, Charset.forName("GB2312"));
                if (letter.codePointAt(0) != 0xFFFD && chinese.advance(letter.codePointAt(0)) < 0) {
                    missing.add(letter);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void charactersOutsideTheFontAreToldAsMissing() {
        FontFile mono = bundled(FontFace.MONO);
        assertThat(mono.advance('你')).isNegative();
        assertThat(mono.advance(0x1F9E6)).isNegative();
        assertThat(mono.advance(0xFFFF)).isNegative();
    }

    static FontFile bundled(FontFace face) {
        return new FontFile(bytes(face));
    }

    private static byte[] bytes(FontFace face) {
        try (InputStream in = FontFileTest.class.getResourceAsStream(face.resource())) {
            return Objects.requireNonNull(in, face.resource()).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
