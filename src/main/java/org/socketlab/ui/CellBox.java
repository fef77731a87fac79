package org.socketlab.ui;

import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.VBox;

/**
 * What a list's cell shows, as wide as the list: text in it wraps. A cell by itself asks its graphic for a height without
 * saying how wide it will be, and so gets the height of one line.
 */
public final class CellBox extends VBox {
    private static final double SCROLL_BAR_EM = 1.2;

    public CellBox(ListCell<?> cell, Node... children) {
        super(children);
        cell.setPrefWidth(0);
        // A parent keeps the heights it has worked out, and another width alone does not make it forget them.
        prefWidthProperty().addListener(_ -> requestLayout());
        prefWidthProperty()
                .bind(Bindings.createDoubleBinding(
                        () -> width(cell),
                        cell.listViewProperty().flatMap(ListView::widthProperty),
                        cell.insetsProperty(),
                        cell.fontProperty()));
    }

    private static double width(ListCell<?> cell) {
        double list = cell.getListView() == null ? 0 : cell.getListView().getWidth();
        double bar = cell.getFont().getSize() * SCROLL_BAR_EM;
        return Math.max(0, list - cell.snappedLeftInset() - cell.snappedRightInset() - bar);
    }

    @Override
    protected double computePrefHeight(double width) {
        return super.computePrefHeight(width < 0 ? getPrefWidth() : width);
    }
}
