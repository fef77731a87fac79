package org.socketlab.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The window's style sheets, read for what they say of marks, so that an exported picture is dressed as the window's is and
 * no colour stands in two places. As much of CSS as those sheets use: {@code .item:state .mark:state}, looked-up colours.
 */
final class StyleRules {
    private static final List<String> SHEETS =
            List.of("/org/socketlab/ui/drawing/drawing.css", "/org/socketlab/ui/ladder/ladder.css");
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern RULE = Pattern.compile("([^{}]+)\\{([^{}]*)}");
    private static final Pattern DECLARATION = Pattern.compile("(-[a-z-]+)\\s*:\\s*([^;]+);");
    private static final Pattern TOKEN = Pattern.compile("[.:][a-z0-9-]+");

    /** What JavaFX calls it, and what SVG does. */
    private static final Map<String, String> SVG = Map.of(
            "-fx-fill", "fill",
            "-fx-stroke", "stroke",
            "-fx-stroke-width", "stroke-width",
            "-fx-stroke-dash-array", "stroke-dasharray",
            "-fx-stroke-line-cap", "stroke-linecap");

    private final Map<String, String> colours = new HashMap<>();
    private final List<Rule> rules = new ArrayList<>();
    private final Map<List<Set<String>>, Map<String, String>> known = new HashMap<>();

    /** A rule's two parts as class names and states, {@code .draw-box} and {@code :established}. */
    private record Rule(Set<String> item, Set<String> mark, Map<String, String> says) {
        int weight() {
            return item.size() + mark.size();
        }
    }

    StyleRules(Palette palette) {
        each(palette.sheet(), (_, body) -> colours.putAll(declarations(body)));
        SHEETS.forEach(sheet -> each(sheet, this::learn));
        rules.sort(Comparator.comparingInt(Rule::weight)); // what is said later of the same weight stays later
    }

    private interface Learning {
        void of(String selectors, String body);
    }

    private static void each(String sheet, Learning learning) {
        String text = COMMENT.matcher(read(sheet)).replaceAll("");
        RULE.matcher(text).results().forEach(rule -> learning.of(rule.group(1), rule.group(2)));
    }

    private void learn(String selectors, String body) {
        for (String selector : selectors.split(",")) {
            String[] parts = selector.strip().split("\\s+");
            Set<String> mark = tokens(parts[parts.length - 1]);
            Set<String> item = parts.length == 2 ? tokens(parts[0]) : Set.of();
            rules.add(new Rule(item, mark, declarations(body)));
        }
    }

    /**
     * How a mark is drawn, by SVG's own names.
     *
     * @param item classes and states of its item
     * @param mark its own
     */
    Map<String, String> look(Set<String> item, Set<String> mark) {
        return known.computeIfAbsent(List.of(item, mark), _ -> {
            Map<String, String> look = new LinkedHashMap<>();
            for (Rule rule : rules) {
                if (mark.containsAll(rule.mark()) && item.containsAll(rule.item())) {
                    rule.says().forEach((name, value) -> {
                        if (SVG.containsKey(name)) {
                            look.put(Objects.requireNonNull(SVG.get(name)), value(value));
                        }
                    });
                }
            }
            return look;
        });
    }

    /** The value of a colour's name. */
    String colour(String name) {
        return value(name);
    }

    private String value(String said) {
        String value = colours.getOrDefault(said, said);
        return value.equals("null") || value.equals("transparent") ? "none" : value;
    }

    private static Map<String, String> declarations(String body) {
        Map<String, String> all = new LinkedHashMap<>();
        DECLARATION
                .matcher(body)
                .results()
                .forEach(one -> all.put(one.group(1), one.group(2).strip()));
        return all;
    }

    private static Set<String> tokens(String selector) {
        Set<String> tokens = new HashSet<>();
        TOKEN.matcher(selector).results().map(MatchResult::group).forEach(tokens::add);
        return tokens;
    }

    private static String read(String sheet) {
        try (InputStream in = StyleRules.class.getResourceAsStream(sheet)) {
            if (in == null) {
                throw new IOException("it is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The style sheet " + sheet + " cannot be read; build the lab again", e);
        }
    }
}
