package org.socketlab.lesson;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.socketlab.lesson.Block.Span;

/**
 * Reads a document as a lesson, or says which line is none.
 *
 * <pre>
 *   # Title | 标题
 *   ### en  … ### zh …          a summary
 *   ## Step | 步骤               then, as often as wanted and in any order:
 *   ### en  … ### zh …          text, in both languages
 *   ```do | predict | check | reveal | prove
 * </pre>
 *
 * <p>Not for several threads at once.
 */
final class LessonReader {
    /** A lesson of a person's own is a few thousand letters; what is larger was written to hurt. */
    private static final int MOST_LETTERS = 256 << 10;

    private static final int MOST_NESTING = 16;
    private static final List<String> FENCES = List.of("do", "predict", "check", "reveal", "prove");

    private final String name;
    private final boolean bundled;
    private final List<Lesson.Step> steps = new ArrayList<>();
    private Optional<Both> title = Optional.empty();
    private Optional<Both> summary = Optional.empty();
    private Optional<Both> stepTitle = Optional.empty();
    private List<Part> parts = new ArrayList<>();
    private Optional<List<Block>> english = Optional.empty();
    private Optional<List<Block>> chinese = Optional.empty();
    private int proseLine;
    private int stepLine;

    private LessonReader(String name, boolean bundled) {
        this.name = name;
        this.bundled = bundled;
    }

    /**
     * The lesson of a document.
     *
     * @throws LessonRefused where it is none
     */
    static Lesson read(String name, boolean bundled, String document) throws LessonRefused {
        if (document.length() > MOST_LETTERS) {
            throw LessonRefused.at(0, "lesson.too-large", MOST_LETTERS >> 10);
        }
        Node root = Parser.builder()
                .includeSourceSpans(IncludeSourceSpans.BLOCKS)
                .maxOpenBlockParsers(MOST_NESTING)
                .maxInlineNesting(MOST_NESTING)
                .build()
                .parse(document);
        return new LessonReader(name, bundled).lesson(root);
    }

    private Lesson lesson(Node root) throws LessonRefused {
        for (Node node = root.getFirstChild(); node != null; node = node.getNext()) {
            Line line = new Line(lineOf(node), "");
            switch (node) {
                case Heading heading -> heading(heading, line);
                case FencedCodeBlock fence when !isProse(fence) -> fence(fence, line);
                default -> prose(node, line);
            }
        }
        endStep();
        if (title.isEmpty()) {
            throw LessonRefused.at(1, "lesson.no-title");
        }
        if (steps.isEmpty()) {
            throw LessonRefused.at(1, "lesson.no-steps");
        }
        return new Lesson(name, bundled, title.get(), summary.orElse(new Both("", "")), steps);
    }

    private static int lineOf(Node node) {
        return node.getSourceSpans().isEmpty()
                ? 1
                : node.getSourceSpans().getFirst().getLineIndex() + 1;
    }

    private void heading(Heading heading, Line line) throws LessonRefused {
        String text = String.join(
                "", ProseReader.spans(heading).stream().map(Span::text).toList());
        switch (heading.getLevel()) {
            case 1 -> {
                if (title.isPresent() || stepTitle.isPresent()) {
                    throw line.refused("lesson.two-titles", text);
                }
                title = Optional.of(Questions.both(line, text));
            }
            case 2 -> {
                if (title.isEmpty()) {
                    throw line.refused("lesson.no-title");
                }
                endStep();
                stepLine = line.number();
                stepTitle = Optional.of(Questions.both(line, text));
            }
            case 3 -> language(text.strip(), line);
            default -> prose(heading, line);
        }
    }

    private void language(String word, Line line) throws LessonRefused {
        switch (word) {
            case "en" -> {
                endProse();
                proseLine = line.number();
                english = Optional.of(new ArrayList<>());
            }
            case "zh" -> {
                if (english.isEmpty() || chinese.isPresent()) {
                    throw line.refused("lesson.zh-first");
                }
                chinese = Optional.of(new ArrayList<>());
            }
            default -> throw line.refused("lesson.language", word);
        }
    }

    private void prose(Node node, Line line) throws LessonRefused {
        List<Block> into = chinese.or(() -> english).orElseThrow(() -> line.refused("lesson.prose"));
        ProseReader.block(node, into);
    }

    private void endProse() throws LessonRefused {
        if (english.isEmpty()) {
            return;
        }
        List<Block> en = english.get();
        List<Block> zh = chinese.orElse(List.of());
        if (en.isEmpty() || zh.isEmpty()) {
            throw LessonRefused.at(proseLine, "lesson.no-pair");
        }
        if (stepTitle.isPresent()) {
            parts.add(new Part.Prose(en, zh));
        } else {
            summary = Optional.of(new Both(Block.text(en), Block.text(zh)));
        }
        english = Optional.empty();
        chinese = Optional.empty();
    }

    private void endStep() throws LessonRefused {
        endProse();
        if (stepTitle.isPresent()) {
            if (parts.isEmpty()) {
                throw LessonRefused.at(stepLine, "lesson.empty-step");
            }
            steps.add(new Lesson.Step(stepTitle.get(), parts));
        }
        parts = new ArrayList<>();
    }

    /** A fence of several words or none, as {@code ```text}, is a listing to read. */
    private static boolean isProse(FencedCodeBlock fence) {
        String word = fence.getInfo() == null ? "" : fence.getInfo().strip();
        return word.isEmpty() || word.equals("text");
    }

    private void fence(FencedCodeBlock fence, Line at) throws LessonRefused {
        String word = fence.getInfo().strip();
        if (!FENCES.contains(word)) {
            Optional<String> meant = Nearest.to(word, FENCES);
            throw meant.isPresent()
                    ? at.refused("lesson.no-fence.meant", word, meant.get())
                    : at.refused("lesson.no-fence", word, String.join("`, `", FENCES));
        }
        if (stepTitle.isEmpty()) {
            throw at.refused("lesson.outside", word);
        }
        if (fence.getClosingFenceLength() == null) {
            throw at.refused("lesson.unclosed", word);
        }
        endProse();
        List<Line> lines = Line.of(at.number() + 1, fence.getLiteral());
        if (lines.isEmpty()) {
            throw at.refused("lesson.empty-fence", word);
        }
        parts.add(
                switch (word) {
                    case "do" -> new Part.Do(each(Grammar.ACTIONS, lines));
                    case "check" -> new Part.Check(each(Grammar.ASSERTIONS, lines));
                    case "reveal" -> new Part.Reveal(each(Grammar.SIGHTS, lines));
                    case "predict" -> Questions.predict(at, lines);
                    default -> Questions.prove(at, lines);
                });
    }

    private static <T> List<T> each(Forms<T> forms, List<Line> lines) throws LessonRefused {
        List<T> read = new ArrayList<>();
        for (Line line : lines) {
            read.add(forms.read(line));
        }
        return read;
    }
}
