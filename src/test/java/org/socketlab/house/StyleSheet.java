package org.socketlab.house;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A style sheet as rules, read well enough to check colours: JavaFX's CSS knows no nesting. */
record StyleSheet(Path file, int lines, List<Rule> rules) {
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern RULE = Pattern.compile("([^{}]+)\\{([^{}]*)}");
    private static final Pattern NAME = Pattern.compile("-lab-[a-z0-9-]+");

    /** What a selector declares: property to value. */
    record Rule(String selector, Map<String, String> declarations) {}

    static StyleSheet read(Path file) {
        String text = Sources.text(file);
        return new StyleSheet(
                file,
                (int) text.lines().count(),
                RULE.matcher(COMMENT.matcher(text).replaceAll(""))
                        .results()
                        .map(hit -> new Rule(hit.group(1).strip(), declarations(hit.group(2))))
                        .toList());
    }

    private static Map<String, String> declarations(String body) {
        Map<String, String> declarations = new TreeMap<>();
        for (String declaration : body.split(";")) {
            int colon = declaration.indexOf(':');
            if (colon > 0) {
                declarations.put(
                        declaration.substring(0, colon).strip(),
                        declaration.substring(colon + 1).strip());
            }
        }
        return declarations;
    }

    /** The looked-up colours that this sheet defines: name to value. */
    Map<String, String> colours() {
        Map<String, String> colours = new TreeMap<>();
        rules.forEach(rule -> rule.declarations().forEach((property, value) -> {
            if (property.startsWith("-lab-")) {
                colours.put(property, value);
            }
        }));
        return colours;
    }

    /** The looked-up colours that this sheet uses. */
    TreeSet<String> used() {
        TreeSet<String> used = new TreeSet<>();
        rules.forEach(rule -> rule.declarations().values().forEach(value -> used.addAll(namesIn(value))));
        return used;
    }

    static List<String> namesIn(String text) {
        return NAME.matcher(text).results().map(MatchResult::group).toList();
    }
}
