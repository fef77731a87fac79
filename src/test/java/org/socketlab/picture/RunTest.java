package org.socketlab.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RunTest {
    @Test
    void onlyWhatIsChineseLeavesItsFace() {
        assertThat(Run.of("› echo 你好, x"))
                .containsExactly(new Run("› echo ", false), new Run("你好", true), new Run(", x", false));
    }

    @Test
    void nothingIsLostOrAdded() {
        for (String text : new String[] {"", "a", "你", "好a好", "，。（", "𠀀x", "\ud800", "é…“”"}) {
            assertThat(Run.of(text).stream().map(Run::text).collect(Collectors.joining()))
                    .isEqualTo(text);
        }
        assertThat(Run.of("")).isEmpty();
    }

    @Test
    void aRareIdeographOfTwoCharsIsOneRunAndALoneSurrogateIsNoChinese() {
        assertThat(Run.of("𠀀𠀁")).containsExactly(new Run("𠀀𠀁", true));
        assertThat(Run.anyChinese("\udc00")).isFalse();
        assertThat(Run.anyChinese("pong·…")).isFalse();
    }
}
