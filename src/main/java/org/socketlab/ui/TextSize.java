package org.socketlab.ui;

import java.util.List;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.css.PseudoClass;
import javafx.scene.Node;

/** How large text is, in percent; {@code text.css} gives each step its px by a pseudo-class on the root. */
public final class TextSize {
    private static final List<Integer> STEPS = List.of(80, 90, 100, 110, 125, 150, 175, 200);
    private static final int NORMAL = 100;

    private final IntegerProperty percent = new SimpleIntegerProperty(NORMAL);

    /** The size in percent, one of the steps. */
    public IntegerProperty percent() {
        return percent;
    }

    /** Sets the step nearest to so many percent. */
    public void set(int wanted) {
        percent.set(STEPS.stream()
                .min((a, b) -> Integer.compare(Math.abs(a - wanted), Math.abs(b - wanted)))
                .orElse(NORMAL));
    }

    public void larger() {
        by(1);
    }

    public void smaller() {
        by(-1);
    }

    public void normal() {
        percent.set(NORMAL);
    }

    /** Keeps the root's pseudo-class at the present step. */
    void dress(Node root) {
        Runnable mark = () -> STEPS.forEach(step ->
                root.pseudoClassStateChanged(PseudoClass.getPseudoClass("text-" + step), step == percent.get()));
        percent.addListener(_ -> mark.run());
        mark.run();
    }

    private void by(int steps) {
        int at = STEPS.indexOf(percent.get()) + steps;
        percent.set(STEPS.get(Math.clamp(at, 0, STEPS.size() - 1)));
    }
}
