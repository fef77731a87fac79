package org.socketlab.ui.drawing;

import java.util.Locale;
import javafx.animation.TranslateTransition;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.Group;
import javafx.util.Duration;
import org.socketlab.model.Evidence;
import org.socketlab.picture.Act;
import org.socketlab.picture.Item;

/** One item of a picture as a node: moved when it moves, drawn anew only when it looks different. */
final class ItemNode extends Group {
    private static final PseudoClass LIT = PseudoClass.getPseudoClass("lit");
    private static final PseudoClass INFERRED = PseudoClass.getPseudoClass("inferred");
    private static final PseudoClass STAGED = PseudoClass.getPseudoClass("staged");
    private static final PseudoClass ACTS = PseudoClass.getPseudoClass("acts");

    private static final Duration GLIDE = Duration.millis(250);

    private Item item;

    ItemNode(Item item) {
        this.item = item;
        getStyleClass().addAll("draw-item", "draw-item-" + item.kind().name().toLowerCase(Locale.ROOT));
        setViewOrder(-item.kind().ordinal());
        setId(item.key());
        draw();
        place();
    }

    Item item() {
        return item;
    }

    void show(Item next) {
        boolean same = next.looksLike(item);
        boolean moved = next.area().x() != item.area().x()
                || next.area().y() != item.area().y();
        item = next;
        if (!same) {
            draw();
        }
        if (moved) {
            place();
        }
    }

    private void draw() {
        getChildren().setAll(Marks.draw(item.marks()));
        boolean acts = !(item.act() instanceof Act.None);
        pseudoClassStateChanged(LIT, item.lit());
        pseudoClassStateChanged(INFERRED, item.evidence() == Evidence.INFERRED);
        pseudoClassStateChanged(STAGED, item.evidence() == Evidence.STAGED);
        pseudoClassStateChanged(ACTS, acts);
        setFocusTraversable(item.kind() == Item.Kind.BOX || item.kind() == Item.Kind.SWITCH);
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

    private void place() {
        setLayoutX(item.area().x());
        setLayoutY(item.area().y());
    }
}
