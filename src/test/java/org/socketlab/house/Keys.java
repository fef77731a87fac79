package org.socketlab.house;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How the sources name texts. A key stands there whole ({@code "console.ended"}), as a refusal's code, to which
 * {@code .what}, {@code .why} and {@code .todo} are added, or as a beginning that ends in a dot and goes on with a name from
 * the code ({@code "state." + state.name()}).
 */
final class Keys {
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|(?m)^\\s*//[^\\n]*", Pattern.DOTALL);
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern KEY = Pattern.compile("[a-z][A-Za-z0-9_-]*(\\.[A-Za-z0-9_-]+)+");
    private static final Pattern FILE =
            Pattern.compile(".*\\.(css|properties|otf|ttf|png|svg|json|txt|sock|socketlab)");
    private static final Pattern REFUSAL = Pattern.compile("Refusal(?:\\s*\\.of)?\\(\\s*\"([^\"]+)\"");
    private static final Pattern SAYING = Pattern.compile("Saying\\s*\\.of\\(\\s*\"([^\"]+)\"");
    private static final Pattern ASKED =
            Pattern.compile("\\.(?:text|say|explain)\\(\\s*\"([a-z][A-Za-z0-9_.-]*\\.[A-Za-z0-9_-]+)\"\\s*[,)]");
    static final List<String> SENTENCES = List.of(".what", ".why", ".todo");

    private final Set<String> literals = new HashSet<>();
    private final Set<String> words = new HashSet<>();
    private final Set<String> refusals = new HashSet<>();
    private final Set<String> sayings = new HashSet<>();

    /** The names used in these sources. */
    static Keys in(Iterable<String> sources) {
        Keys keys = new Keys();
        for (String source : sources) {
            String code = COMMENT.matcher(source).replaceAll("");
            LITERAL.matcher(code).results().map(hit -> hit.group(1)).forEach(keys.literals::add);
            WORD.matcher(code).results().map(MatchResult::group).forEach(keys.words::add);
            REFUSAL.matcher(code).results().map(hit -> hit.group(1)).forEach(keys.refusals::add);
            ASKED.matcher(code).results().map(hit -> hit.group(1)).forEach(keys.sayings::add);
            SAYING.matcher(code).results().map(hit -> hit.group(1)).forEach(keys.sayings::add);
        }
        return keys;
    }

    boolean use(String key) {
        return literals.contains(key)
                || SENTENCES.stream()
                        .anyMatch(end ->
                                key.endsWith(end) && literals.contains(key.substring(0, key.length() - end.length())))
                || usedByItsBeginning(key);
    }

    private boolean usedByItsBeginning(String key) {
        for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
            if (literals.contains(key.substring(0, dot + 1))) {
                String rest = key.substring(dot + 1);
                String name = rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest;
                if (words.contains(name) || literals.contains(name)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What the sources ask for and {@code known} does not hold. */
    Set<String> missingFrom(Set<String> known) {
        Set<String> missing = new HashSet<>();
        for (String code : refusals) {
            SENTENCES.stream()
                    .map(code::concat)
                    .filter(key -> !known.contains(key))
                    .forEach(missing::add);
        }
        sayings.stream().filter(key -> !known.contains(key)).forEach(missing::add);
        Set<String> rooms = new HashSet<>();
        known.forEach(key -> rooms.add(key.substring(0, Math.max(0, key.indexOf('.')))));
        for (String literal : literals) {
            boolean looksLikeAKey = KEY.matcher(literal).matches()
                    && !FILE.matcher(literal).matches()
                    && rooms.contains(literal.substring(0, literal.indexOf('.')));
            if (looksLikeAKey && !known.contains(literal) && !known.contains(literal + ".what")) {
                missing.add(literal);
            }
        }
        return missing;
    }
}
