package org.socketlab.lesson;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.socketlab.lesson.Block.Span;

/** Reads Markdown's blocks as a lesson's: links and pictures as text with their address, HTML as the letters it is. */
final class ProseReader {
    private ProseReader() {}

    static List<Block> blocks(Node parent) {
        List<Block> blocks = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            block(node, blocks);
        }
        return blocks;
    }

    static void block(Node node, List<Block> into) {
        switch (node) {
            case Paragraph paragraph -> into.add(new Block.Paragraph(spans(paragraph)));
            case Heading heading -> into.add(new Block.Heading(spans(heading)));
            case FencedCodeBlock code -> into.add(new Block.Code(code.getLiteral()));
            case IndentedCodeBlock code -> into.add(new Block.Code(code.getLiteral()));
            case HtmlBlock html -> into.add(new Block.Code(html.getLiteral()));
            case BlockQuote quote -> into.add(new Block.Quote(blocks(quote)));
            case BulletList list -> into.add(new Block.Items(0, items(list)));
            case OrderedList list -> {
                Integer first = list.getMarkerStartNumber();
                into.add(new Block.Items(first == null ? 1 : first, items(list)));
            }
            default -> {} // a rule, or a link's definition: nothing to read
        }
    }

    private static List<List<Block>> items(Node list) {
        List<List<Block>> items = new ArrayList<>();
        for (Node node = list.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof ListItem) {
                items.add(blocks(node));
            }
        }
        return items;
    }

    static List<Span> spans(Node parent) {
        Letters letters = new Letters();
        parent.accept(letters);
        return letters.spans;
    }

    /** Walks the inlines of a block, whose nesting the parser has bounded. */
    private static final class Letters extends AbstractVisitor {
        private final List<Span> spans = new ArrayList<>();
        private int strong;
        private int emphasis;

        private void add(String text, boolean code) {
            spans.add(new Span(text, strong > 0, emphasis > 0, code));
        }

        @Override
        public void visit(Text text) {
            add(text.getLiteral(), false);
        }

        @Override
        public void visit(Code code) {
            add(code.getLiteral(), true);
        }

        @Override
        public void visit(HtmlInline html) {
            add(html.getLiteral(), false);
        }

        @Override
        public void visit(SoftLineBreak line) {
            if (!spans.isEmpty() && !chinese(spans.getLast().text())) {
                add(" ", false);
            }
        }

        /** Chinese is written without spaces, so a line's end in the document is none in the text. */
        private static boolean chinese(String text) {
            int last = text.isEmpty() ? ' ' : text.codePointBefore(text.length());
            return last >= 0x2e80 && last <= 0xffef;
        }

        @Override
        public void visit(HardLineBreak line) {
            add("\n", false);
        }

        @Override
        public void visit(Emphasis inner) {
            emphasis++;
            visitChildren(inner);
            emphasis--;
        }

        @Override
        public void visit(StrongEmphasis inner) {
            strong++;
            visitChildren(inner);
            strong--;
        }

        @Override
        public void visit(Link link) {
            visitChildren(link);
            add(" (" + link.getDestination() + ")", false);
        }
    }
}
