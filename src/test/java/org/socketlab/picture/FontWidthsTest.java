package org.socketlab.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the diagram lays out by must be what the fonts say. */
class FontWidthsTest {
    @ParameterizedTest
    @EnumSource(
            value = FontFace.class,
            names = {"MONO", "MONO_BOLD"})
    void everyMonoLetterIsSixTenthsOfAnEm(FontFace face) {
        assertThat(FontWidths.of(face).width("iW0.", 10)).isCloseTo(24, within(1e-5));
    }

    @ParameterizedTest
    @EnumSource(
            value = FontFace.class,
            names = {"UI", "UI_BOLD"})
    void digitsStandOnOneWidthSoThatCountersDoNotTremble(FontFace face) {
        FontWidths widths = FontWidths.of(face);
        for (int digit = 1; digit < 10; digit++) {
            assertThat(widths.width(String.valueOf(digit), 100)).isCloseTo(widths.width("0", 100), within(0.2));
        }
        assertThat(widths.width("i", 100)).isLessThan(widths.width("W", 100) / 2);
    }

    @ParameterizedTest
    @EnumSource(FontFace.class)
    void chineseIsOneEmInEveryFace(FontFace face) {
        assertThat(FontWidths.of(face).width("你好", 14)).isCloseTo(28, within(1e-5));
    }

    @ParameterizedTest
    @EnumSource(FontFace.class)
    void whatNoBundledFaceKnowsIsOneEm(FontFace face) {
        assertThat(FontWidths.of(face).width("🧦", 14)).isEqualTo(14);
    }

    @Test
    void widthGrowsWithTheSizeAndAddsUp() {
        FontWidths widths = FontWidths.of(FontFace.UI);
        assertThat(widths.width("", 13)).isZero();
        assertThat(widths.width("Recv-Q 5 B", 26)).isCloseTo(2 * widths.width("Recv-Q 5 B", 13), within(1e-9));
        assertThat(widths.width("AV", 13)).isCloseTo(widths.width("A", 13) + widths.width("V", 13), within(1e-9));
    }

    @Test
    void controlCharactersHaveNoWidth() {
        assertThat(FontWidths.of(FontFace.MONO).width("\r\n\u0085", 13)).isZero();
    }

    @ParameterizedTest
    @EnumSource(FontFace.class)
    void everyCharacterThePictureUsesIsInTheBundledFaces(FontFace face) {
        // Marks of the slider, arrows, dashes: if a cut loses one, some system draws an empty box.
        String marks = "▲■✕◷→←↔↵▶◀▾▸…·–—×≤≥µ";
        String needed = face.chinese() == face ? "，。：（）、“”！？《》" + "…·—×≤≥" : marks;
        assertThat(needed.codePoints().filter(c -> !knows(face, c)).mapToObj(Character::toString))
                .isEmpty();
    }

    private static boolean knows(FontFace face, int codePoint) {
        return FontFileTest.bundled(face).advance(codePoint) > 0;
    }
}
