package org.socketlab.ui.top;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.HBox;

/**
 * A row with things on its left and its right. Where all do not fit, as with large text, they move closer; then those that
 * can be spared are left out, in the order given; then those on the left become as narrow as they can be; and where even
 * that is not enough, more are left out.
 */
class FittingRow extends HBox {
    private static final double CLOSER = 0.3;
    private static final double TIGHT = 0.45;

    private final List<Node> left = new ArrayList<>();
    private final List<Node> right = new ArrayList<>();
    private final List<Node> spared = new ArrayList<>();
    private final List<Node> missed = new ArrayList<>();

    /**
     * @param spared which of them can be left out, the first one first
     * @param missed which of them only where the others cannot be narrow enough
     */
    final void arrange(
            List<? extends Node> left,
            List<? extends Node> right,
            List<? extends Node> spared,
            List<? extends Node> missed) {
        this.left.addAll(left);
        this.right.addAll(right);
        this.spared.addAll(spared);
        this.missed.addAll(missed);
        getChildren().addAll(left);
        getChildren().addAll(right);
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected void layoutChildren() {
        double room = getWidth() - snappedLeftInset() - snappedRightInset();
        List<Node> out = new ArrayList<>();
        double gap = wanted(out, getSpacing()) > room ? getSpacing() * TIGHT : getSpacing();
        for (Node node : spared) {
            if (wanted(out, gap) > room) {
                out.add(node);
            }
        }
        for (Node node : missed) {
            if (wanted(out, gap) - slack(out) > room) {
                out.add(node);
            }
        }
        spared.forEach(node -> node.setVisible(node.isManaged() && !out.contains(node)));
        missed.forEach(node -> node.setVisible(node.isManaged() && !out.contains(node)));
        double slack = slack(out);
        double part = slack == 0 ? 0 : Math.clamp((wanted(out, gap) - room) / slack, 0, 1);
        double x = snappedLeftInset();
        for (Node node : left) {
            if (node.isManaged() && !out.contains(node)) {
                x += place(node, x, Math.floor(width(node) - part * slack(node))) + gap;
            }
        }
        double end = getWidth() - snappedRightInset();
        for (Node node : right.reversed()) {
            if (node.isManaged() && !out.contains(node)) {
                end -= place(node, end - width(node), width(node)) + getSpacing() * CLOSER;
            }
        }
    }

    private double wanted(List<Node> out, double gap) {
        double wanted = 0;
        for (Node node : left) {
            wanted += node.isManaged() && !out.contains(node) ? width(node) + gap : 0;
        }
        for (Node node : right) {
            wanted += node.isManaged() && !out.contains(node) ? width(node) + getSpacing() * CLOSER : 0;
        }
        return wanted;
    }

    /** How much narrower those on the left can be. */
    private double slack(List<Node> out) {
        return left.stream()
                .filter(node -> node.isManaged() && !out.contains(node))
                .mapToDouble(this::slack)
                .sum();
    }

    private double slack(Node node) {
        return Math.max(0, width(node) - snapSizeX(node.minWidth(-1)));
    }

    private double place(Node node, double x, double width) {
        double height = snapSizeY(node.prefHeight(width));
        node.resizeRelocate(snapPositionX(x), snapPositionY((getHeight() - height) / 2), width, height);
        return width;
    }

    private double width(Node node) {
        return snapSizeX(node.prefWidth(-1));
    }
}
