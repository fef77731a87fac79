package org.socketlab.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Holds the style sheets to a size, to looked-up colours, and those colours to a contrast that can be read.
 *
 * <p>A colour's name tells what it is for. {@code NAME-bg} is a ground and {@code NAME-border} a line; {@code on-NAME} is
 * text that stands on {@code NAME-bg} only; the names listed below are grounds and lines; every other name is text, which
 * stands on each of the grounds and on its own {@code NAME-bg}.
 */
class StyleSheetTest {
    private static final double READABLE = 4.5; // WCAG 2.2, 1.4.3
    private static final double VISIBLE = 3.0; // WCAG 2.2, 1.4.11

    private static final List<String> GROUNDS =
            List.of("-lab-surface", "-lab-page", "-lab-panel", "-lab-kernel", "-lab-hover");
    private static final List<String> ORNAMENTS = List.of("-lab-border", "-lab-border-strong", "-lab-shadow");
    private static final List<String> TEXT_PROPERTIES = List.of("-fx-text-fill", "-fx-fill", "-fx-prompt-text-fill");
    private static final Pattern LITERAL_COLOUR = Pattern.compile(
            "#[0-9a-fA-F]{3,8}\\b|\\b(?:rgba?|hsba?)\\(|\\b(?:white|black|red|green|blue|gray|grey|yellow|orange)\\b");

    private static final Path UI = Sources.RESOURCES.resolve("org/socketlab/ui");
    private static final StyleSheet LIGHT = StyleSheet.read(UI.resolve("light.css"));
    private static final StyleSheet DARK = StyleSheet.read(UI.resolve("dark.css"));
    private static final List<StyleSheet> ALL = Sources.under(Sources.RESOURCES, ".css").stream()
            .map(StyleSheet::read)
            .toList();

    @Test
    void noSheetHasTwoHundredLines() {
        assertThat(ALL)
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(sheet ->
                        assertThat(sheet.lines()).as(Sources.name(sheet.file())).isLessThan(200));
    }

    @Test
    void bothThemesNameTheSameColours() {
        assertThat(DARK.colours().keySet()).isEqualTo(LIGHT.colours().keySet()).isNotEmpty();
    }

    @Test
    void everyColourIsDefinedAndUsed() {
        List<String> used = new ArrayList<>();
        ALL.forEach(sheet -> used.addAll(sheet.used()));
        Sources.under(Sources.MAIN_JAVA, ".java").forEach(file -> used.addAll(StyleSheet.namesIn(Sources.text(file))));
        assertThat(LIGHT.colours().keySet()).as("defined, but not used").isSubsetOf(used);
        assertThat(used).as("used, but not defined").isSubsetOf(LIGHT.colours().keySet());
    }

    @Test
    void onlyTheThemesSayWhatAColourIs() {
        for (StyleSheet sheet : ALL) {
            for (StyleSheet.Rule rule : sheet.rules()) {
                rule.declarations().forEach((property, value) -> {
                    if (!property.startsWith("-lab-")) {
                        assertThat(value.toLowerCase(Locale.ROOT))
                                .as("%s: %s { %s }", Sources.name(sheet.file()), rule.selector(), property)
                                .doesNotContainPattern(LITERAL_COLOUR);
                    }
                });
            }
        }
    }

    @Test
    void everyTextCanBeReadOnEveryGroundItMayStandOn() {
        assertThat(tooFaint(LIGHT)).as("light").isEmpty();
        assertThat(tooFaint(DARK)).as("dark").isEmpty();
    }

    @Test
    void everyRuleThatSetsTextAndGroundCanBeRead() {
        Map<String, Double> faint = new TreeMap<>();
        for (StyleSheet sheet : ALL) {
            for (StyleSheet.Rule rule : sheet.rules()) {
                String ground = rule.declarations().getOrDefault("-fx-background-color", "");
                for (String property : TEXT_PROPERTIES) {
                    String text = rule.declarations().getOrDefault(property, "");
                    if (text.startsWith("-lab-") && ground.startsWith("-lab-") && !ground.contains(",")) {
                        for (StyleSheet theme : List.of(LIGHT, DARK)) {
                            note(faint, theme, text, ground, READABLE);
                        }
                    }
                }
            }
        }
        assertThat(faint).isEmpty();
    }

    @Test
    void noSheetTakesATextColourThatIsNotHeldHere() {
        for (StyleSheet sheet : ALL) {
            for (StyleSheet.Rule rule : sheet.rules()) {
                assertThat(rule.declarations().getOrDefault("-fx-text-fill", "-lab-"))
                        .as("%s: %s", Sources.name(sheet.file()), rule.selector())
                        .matches("-lab-.*|transparent|inherit");
            }
        }
    }

    /** Pairs below their ratio, with the ratio they have. */
    private static Map<String, Double> tooFaint(StyleSheet theme) {
        Map<String, Double> faint = new TreeMap<>();
        Map<String, String> colours = theme.colours();
        for (String name : colours.keySet()) {
            String own = name.startsWith("-lab-on-") ? name.replace("-lab-on-", "-lab-") + "-bg" : name + "-bg";
            if (name.startsWith("-lab-wire") || name.equals("-lab-arrow")) {
                note(faint, theme, name, "-lab-kernel", VISIBLE);
            } else if (name.startsWith("-lab-on-") && !name.endsWith("-bg")) {
                note(faint, theme, name, colours.containsKey(name + "-bg") ? name + "-bg" : own, READABLE);
            } else if (isText(name)) {
                GROUNDS.forEach(ground -> note(faint, theme, name, ground, READABLE));
                if (colours.containsKey(own)) {
                    note(faint, theme, name, own, READABLE);
                }
            }
        }
        return faint;
    }

    private static boolean isText(String name) {
        return !name.endsWith("-bg")
                && !name.endsWith("-border")
                && !GROUNDS.contains(name)
                && !ORNAMENTS.contains(name);
    }

    private static void note(Map<String, Double> faint, StyleSheet theme, String text, String ground, double least) {
        double ratio =
                Contrast.between(theme.colours().get(text), theme.colours().get(ground));
        if (ratio < least) {
            faint.put(theme.file().getFileName() + ": " + text + " on " + ground, ratio);
        }
    }
}
