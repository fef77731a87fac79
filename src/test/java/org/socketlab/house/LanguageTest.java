package org.socketlab.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.MessageFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every text is there in English and in Chinese, takes the same arguments, and is used. */
class LanguageTest {
    private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d+)[^}]*}");
    private static final Pattern WORDS = Pattern.compile("(?:[a-z]{2,} ){3,}[a-z]{2,}");
    /** Names of the kernel and of C that both languages leave as they are: TIME_WAIT, ECONNREFUSED, accept4(). */
    private static final Pattern KERNEL_NAME =
            Pattern.compile("\\b[A-Z][A-Z0-9]*_?[A-Z0-9_]{2,}\\b|\\b[a-z_]+[0-9]?\\(\\)");

    private static final Pattern LITERAL_TEXT = Pattern.compile(
            "(?:new (?:[\\w.]+\\.)?(?:Label|Text|Tooltip|Button|ToggleButton|CheckBox|RadioButton|Hyperlink|Tab|Menu|MenuItem)"
                    + "|\\.set(?:Text|PromptText|AccessibleText|AccessibleHelp|Title|HeaderText|ContentText))"
                    + "\\(\\s*\"(?!Socket Lab\")[^\"]*\\p{L}{2}[^\"]*\"");
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    private static final List<Bundle> ENGLISH = Sources.under(Sources.RESOURCES, "_en.properties").stream()
            .map(Bundle::read)
            .toList();
    private static final Keys USED = Keys.in(Sources.under(Sources.MAIN_JAVA, ".java").stream()
            .map(Sources::text)
            .toList());

    @Test
    void thereAreBundles() {
        assertThat(ENGLISH)
                .isNotEmpty()
                .allSatisfy(bundle -> assertThat(bundle.texts()).isNotEmpty());
        assertThat(Sources.under(Sources.RESOURCES, "_zh.properties")).hasSameSizeAs(ENGLISH);
    }

    @Test
    void bothLanguagesHaveTheSameKeysOnce() {
        for (Bundle english : ENGLISH) {
            Bundle chinese = english.inChinese();
            assertThat(chinese.texts().keySet())
                    .as("keys of %s", Sources.name(chinese.file()))
                    .isEqualTo(english.texts().keySet());
            assertThat(english.repeated()).as("twice in English").isEmpty();
            assertThat(chinese.repeated()).as("twice in Chinese").isEmpty();
        }
    }

    @Test
    void everyTextIsUsed() {
        assertThat(keys().filter(key -> !USED.use(key)))
                .as("texts that no source asks for")
                .isEmpty();
    }

    @Test
    void everyTextThatIsAskedForIsThere() {
        assertThat(USED.missingFrom(keys().collect(Collectors.toSet())))
                .as("texts that a source asks for and no bundle has")
                .isEmpty();
    }

    @Test
    void bothLanguagesTakeTheSameArguments() {
        forEachPair((key, english, chinese) ->
                assertThat(arguments(chinese)).as("arguments of %s", key).isEqualTo(arguments(english)));
    }

    @Test
    void everyTextIsAWholeMessageFormat() {
        forEachPair((key, english, chinese) -> {
            for (String text : List.of(english, chinese)) {
                assertThat(text).as(key).isNotBlank();
                assertThat(new MessageFormat(text).toPattern()).as(key).isNotNull();
                assertThat(text.replace("''", "").replaceAll("'[{}]+'", ""))
                        .as("a lone ' in %s is swallowed: write '' or ’", key)
                        .doesNotContain("'");
            }
        });
    }

    @Test
    void chineseIsChinese() {
        forEachPair((key, english, chinese) -> {
            if (WORDS.matcher(english).find()) {
                assertThat(chinese).as(key).containsPattern(HAN);
            }
            assertThat(english).as(key).doesNotContainPattern(HAN);
        });
    }

    @Test
    void namesOfTheKernelStayAsTheyAre() {
        forEachPair((key, english, chinese) -> assertThat(found(KERNEL_NAME, chinese))
                .as("names in %s", key)
                .containsAll(found(KERNEL_NAME, english)));
    }

    @Test
    void noTextOfTheWindowStandsInJava() {
        assertThat(Sources.under(Sources.MAIN_JAVA.resolve("org/socketlab/ui"), ".java").stream()
                        .flatMap(file -> LITERAL_TEXT
                                .matcher(Sources.text(file))
                                .results()
                                .map(hit -> Sources.name(file) + ": " + hit.group())))
                .isEmpty();
    }

    private interface Pair {
        void check(String key, String english, String chinese);
    }

    private static void forEachPair(Pair pair) {
        for (Bundle english : ENGLISH) {
            Bundle chinese = english.inChinese();
            english.texts()
                    .forEach(
                            (key, text) -> pair.check(key, text, chinese.texts().getOrDefault(key, text)));
        }
    }

    private static Stream<String> keys() {
        return ENGLISH.stream().flatMap(bundle -> bundle.texts().keySet().stream());
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Integer> arguments(String text) {
        return ARGUMENT.matcher(text)
                .results()
                .map((MatchResult hit) -> Integer.valueOf(hit.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
