package org.socketlab.lesson;

import java.util.List;
import java.util.stream.Collectors;

/** A block of a lesson's text; what Markdown has beyond these is read as the nearest of them. */
public sealed interface Block {
    record Paragraph(List<Span> spans) implements Block {
        public Paragraph {
            spans = List.copyOf(spans);
        }
    }

    record Heading(List<Span> spans) implements Block {
        public Heading {
            spans = List.copyOf(spans);
        }
    }

    /** Lines as they are, in the typeface of code. */
    record Code(String text) implements Block {}

    record Quote(List<Block> blocks) implements Block {
        public Quote {
            blocks = List.copyOf(blocks);
        }
    }

    /** @param first the number of the first item; 0 for a list without numbers */
    record Items(int first, List<List<Block>> items) implements Block {
        public Items {
            items = items.stream().map(List::copyOf).toList();
        }
    }

    /** A run of letters in one style. */
    record Span(String text, boolean strong, boolean emphasis, boolean code) {}

    /** Its letters alone, as a terminal prints them; items with their mark. */
    static String text(Block block) {
        return switch (block) {
            case Paragraph(List<Span> spans) -> letters(spans);
            case Heading(List<Span> spans) -> letters(spans);
            case Code(String text) -> text.stripTrailing();
            case Quote(List<Block> blocks) -> text(blocks);
            case Items(int first, List<List<Block>> items) -> {
                StringBuilder lines = new StringBuilder();
                for (int i = 0; i < items.size(); i++) {
                    lines.append(i == 0 ? "" : "\n")
                            .append(mark(first, i))
                            .append(' ')
                            .append(text(items.get(i)));
                }
                yield lines.toString();
            }
        };
    }

    static String text(List<Block> blocks) {
        return blocks.stream().map(Block::text).collect(Collectors.joining("\n"));
    }

    static String mark(int first, int index) {
        return first == 0 ? "•" : first + index + ".";
    }

    private static String letters(List<Span> spans) {
        return spans.stream().map(Span::text).collect(Collectors.joining());
    }
}
