package org.socketlab.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.socketlab.model.SocketCall;
import org.socketlab.model.TcpState;
import org.socketlab.model.UnixState;
import org.socketlab.os.Errno;

/** Hover on a state, a call or an errno gives one plain sentence in the reader's language. */
class HintsTest {
    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void everyStateCallAndErrnoThatCanShowHasItsSentence(String language) {
        ResourceBundle texts = ResourceBundle.getBundle("org.socketlab.ui.messages", Locale.of(language));
        List<String> keys = new ArrayList<>();
        Stream.of(TcpState.values()).forEach(state -> keys.add("state." + state));
        Stream.of(UnixState.values()).forEach(state -> keys.add("state." + state));
        Stream.of(SocketCall.values()).forEach(call -> keys.add("call." + call));
        Stream.of(Errno.values()).forEach(errno -> keys.add("errno." + errno));
        assertThat(keys)
                .allSatisfy(key -> assertThat(texts.containsKey(key)).as(key).isTrue());
        assertThat(keys)
                .allSatisfy(key -> assertThat(texts.getString(key)).as(key).matches(".+[.。]"));
    }

    /** Between Chinese characters punctuation is as wide as they are. */
    @ParameterizedTest
    @ValueSource(strings = {"org.socketlab.ui.messages", "org.socketlab.model.sayings"})
    void chinesePunctuationIsFullWidth(String bundle) {
        ResourceBundle texts = ResourceBundle.getBundle(bundle, Locale.CHINESE);
        assertThat(texts.keySet())
                .hasSizeGreaterThan(50)
                .allSatisfy(key -> assertThat(texts.getString(key))
                        .as(key)
                        .doesNotContainPattern("\\p{IsHan}[,;?(]|[,;?)]\\p{IsHan}|\\p{IsHan}:(?!\\{0}$)|:\\p{IsHan}"));
    }
}
