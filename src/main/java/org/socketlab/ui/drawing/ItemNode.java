package org.socketlab.ui.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.animation.TranslateTransition;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.util.Duration;
import org.socketlab.model.Evidence;
import org.socketlab.picture.Act;
import org.socketlab.picture.Item;
import org.socketlab.picture.Mark;

/** One item of a picture as a node: moved when it moves, drawn anew only when it looks different. */
final class ItemNode extends Group {
    private static final PseudoClass LIT = PseudoClass.getPseudoClass("lit");
    private static final PseudoClass INFERRED = PseudoClass.getPseudoClass("inferred");
    private static final PseudoClass STAGED = PseudoClass.getPseudoClass("staged");
    private static final PseudoClass ACTS = PseudoClass.getPseudoClass("acts");

    private static final Duration GLIDE = Duration.millis(250);

    private final List<Drawn> drawn = new ArrayList<>();
    private Item item;
    private boolean drawnWhole;
    private boolean bare;

    /** A mark on show, and how many nodes it is. */
    private record Drawn(Mark mark, int nodes) {}

    ItemNode(Item item) {
        this.item = item;
        getStyleClass().addAll("draw-item", "draw-item-" + item.kind().name().toLowerCase(Locale.ROOT));
        setViewOrder(-item.kind().ordinal());
        setId(item.key());
        dress();
        place();
    }

    Item item() {
        return item;
    }

    /** Shows the item as it is now; its marks only where they are in sight, or while the keyboard is on it. */
    void show(Item next, boolean inSight) {
        boolean same = next == item || next.looksLike(item);
        boolean moved = next.area().x() != item.area().x()
                || next.area().y() != item.area().y();
        item = next;
        boolean whole = inSight || isFocused();
        if (!same) {
            dress();
        }
        if (whole && (!same || !drawnWhole)) {
            drawMarks();
        } else if (!whole && drawnWhole) {
            getChildren().clear();
            drawn.clear();
        }
        drawnWhole = whole;
        if (moved) {
            place();
        }
    }

    /** Styles at once what was drawn since the last time. */
    void style() {
        if (bare) {
            bare = false;
            applyCss();
        }
    }

    private void dress() {
        bare = true;
        boolean acts = !(item.act() instanceof Act.None);
        pseudoClassStateChanged(LIT, item.lit());
        pseudoClassStateChanged(INFERRED, item.evidence() == Evidence.INFERRED);
        pseudoClassStateChanged(STAGED, item.evidence() == Evidence.STAGED);
        pseudoClassStateChanged(ACTS, acts);
        setFocusTraversable(
                item.kind() == Item.Kind.BOX || item.kind() == Item.Kind.SWITCH || item.kind() == Item.Kind.STATE);
        setAccessibleRole(acts ? AccessibleRole.BUTTON : AccessibleRole.TEXT);
        setAccessibleText(item.name());
    }

    /** Comes from that depth to where it stands. */
    void glide(double from) {
        double way = from - getLayoutY();
        if (way != 0) {
            setTranslateY(way);
            TranslateTransition glide = new TranslateTransition(GLIDE, this);
            glide.setToY(0);
            glide.play();
        }
    }

    /** Marks that stay, at the beginning and the end, keep their nodes: to dress a new node costs more than all else. */
    private void drawMarks() {
        List<Mark> marks = item.marks();
        int least = Math.min(marks.size(), drawn.size());
        int same = 0;
        while (same < least && drawn.get(same).mark().equals(marks.get(same))) {
            same++;
        }
        int tail = 0;
        while (tail < least - same
                && drawn.get(drawn.size() - 1 - tail).mark().equals(marks.get(marks.size() - 1 - tail))) {
            tail++;
        }
        List<Drawn> going = drawn.subList(same, drawn.size() - tail);
        int from = drawn.subList(0, same).stream().mapToInt(Drawn::nodes).sum();
        int to = from + going.stream().mapToInt(Drawn::nodes).sum();
        getChildren().remove(from, to);
        going.clear();
        List<Node> coming = new ArrayList<>();
        for (int i = same; i < marks.size() - tail; i++) {
            List<Node> nodes = Marks.draw(List.of(marks.get(i)));
            drawn.add(i, new Drawn(marks.get(i), nodes.size()));
            coming.addAll(nodes);
        }
        getChildren().addAll(from, coming);
        bare = true;
    }

    private void place() {
        setLayoutX(item.area().x());
        setLayoutY(item.area().y());
    }
}
