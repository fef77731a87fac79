package org.socketlab.ui.drawing;

import javafx.css.PseudoClass;
import javafx.scene.Group;
import org.socketlab.model.Evidence;
import org.socketlab.picture.Item;

/** An item that moves by itself and belongs to no picture: a pill. */
public final class Sprite extends Group {
    public Sprite(Item item) {
        getStyleClass().add("draw-item");
        show(item);
    }

    /** Draws another in its place. */
    public void show(Item item) {
        pseudoClassStateChanged(PseudoClass.getPseudoClass("inferred"), item.evidence() == Evidence.INFERRED);
        setAccessibleText(item.name());
        setId(item.key());
        getChildren().setAll(Marks.draw(item.marks()));
    }
}
