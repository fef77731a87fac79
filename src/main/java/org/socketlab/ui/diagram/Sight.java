package org.socketlab.ui.diagram;

import java.util.Optional;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.value.ChangeListener;
import javafx.geometry.Bounds;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.ZoomEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.transform.Scale;
import org.socketlab.ui.Uncached;
import org.socketlab.ui.drawing.Board;

/** The part of the picture that is seen: pans by wheel, drag and keys, zooms with Ctrl and the wheel, fits the whole. */
final class Sight extends ScrollPane {
    private static final double LEAST = 0.1;
    private static final double MOST = 4;
    private static final double STEP = 1.15;
    private static final double EDGE = 24;
    private static final double BAR = 13;
    /** Below the picture, px: what stands lowest can be scrolled out from under the zoom controls, where they are there. */
    private static final double BELOW = 30;

    private static final double NOTHING_BELOW = 2;

    private static final double SLACK = 2;

    private final Board board;
    private final VBox content;
    private final Region below = new Region();
    private final DoubleProperty textScale;
    private final DoubleProperty zoom = new SimpleDoubleProperty(this, "zoom", 1);
    private final ReadOnlyDoubleWrapper room = new ReadOnlyDoubleWrapper(this, "room");

    Sight(Board board, Group pills, DoubleProperty textScale) {
        this.board = board;
        this.textScale = textScale;
        Pane picture = new Pane(board, pills);
        Scale scale = new Scale();
        scale.xProperty().bind(zoom.multiply(textScale));
        scale.yProperty().bind(zoom.multiply(textScale));
        picture.getTransforms().add(scale);
        getStyleClass().add("lab-diagram-sight");
        below.setMinHeight(BELOW);
        content = new VBox(new Group(picture), below);
        setContent(content);
        Uncached.paint(this);
        setPannable(true);
        setFocusTraversable(false);
        addEventFilter(ScrollEvent.SCROLL, this::wheel);
        addEventHandler(ZoomEvent.ZOOM, event -> zoomBy(event.getZoomFactor()));
        viewportBoundsProperty().addListener(_ -> measure());
        viewportBoundsProperty().addListener(_ -> see());
        vvalueProperty().addListener(_ -> see());
        zoom.addListener(_ -> see());
        textScale.addListener(_ -> see());
        content.layoutBoundsProperty().addListener(_ -> see());
        widthProperty().addListener(_ -> measure());
        ChangeListener<Node> focus = (_, _, focused) -> reveal(focused);
        sceneProperty().addListener((_, before, scene) -> {
            if (before != null) {
                before.focusOwnerProperty().removeListener(focus); // the scene outlives the window's content
            }
            if (scene != null) {
                scene.focusOwnerProperty().addListener(focus);
            }
        });
    }

    /** What is scrolled to below the picture, as large as text is. */
    void setBelow(Optional<Node> node) {
        content.getChildren().subList(1, content.getChildren().size() - 1).clear();
        node.ifPresent(shown -> content.getChildren().add(1, shown));
        below.setMinHeight(node.isPresent() ? BELOW : NOTHING_BELOW);
    }

    /** How many px there are below the picture. */
    double below() {
        return below.getMinHeight();
    }

    /** How many px a picture may be wide so that none of it is hidden at zoom 1. */
    ReadOnlyDoubleProperty roomProperty() {
        return room.getReadOnlyProperty();
    }

    DoubleProperty zoomProperty() {
        return zoom;
    }

    /** The width without a scroll bar's, whether one is there or not: else a bar that comes would move everything. */
    private void measure() {
        double width = getWidth();
        room.set(width <= 0 ? 0 : Math.floor(width - BAR));
    }

    /** Tells the board which part of it is seen. */
    private void see() {
        double scale = zoom.get() * textScale.get();
        double seen = getViewportBounds().getHeight();
        double top = getVvalue() * Math.max(0, content.getLayoutBounds().getHeight() - seen);
        board.see(top / scale, (top + seen) / scale);
    }

    void larger() {
        zoomBy(STEP);
    }

    void smaller() {
        zoomBy(1 / STEP);
    }

    /** The whole picture; where it is shown whole already, back to 100 %. */
    void fit() {
        double scale = zoom.get();
        double wide = board.getPrefWidth() * textScale.get();
        double high = board.getPrefHeight() * textScale.get();
        double whole =
                Math.min((getWidth() - SLACK) / Math.max(1, wide), (getHeight() - below() - SLACK) / Math.max(1, high));
        double fitting = Math.clamp(whole, LEAST, 1);
        zoom.set(Math.abs(fitting - scale) < 0.01 ? 1 : fitting);
    }

    private void zoomBy(double factor) {
        double h = getHvalue();
        double v = getVvalue();
        zoom.set(Math.clamp(zoom.get() * factor, LEAST, MOST));
        layout();
        setHvalue(h);
        setVvalue(v);
    }

    private void wheel(ScrollEvent event) {
        if (event.isControlDown() && event.getDeltaY() != 0) {
            zoomBy(event.getDeltaY() > 0 ? STEP : 1 / STEP);
            event.consume();
        }
    }

    /** Brings what the keyboard reached into sight. */
    private void reveal(Node focused) {
        if (focused == null || !within(focused)) {
            return;
        }
        board.reveal(focused);
        Bounds seen = getViewportBounds();
        Bounds there = getContent().sceneToLocal(focused.localToScene(focused.getBoundsInLocal()));
        Bounds whole = getContent().getLayoutBounds();
        setVvalue(toward(
                getVvalue(), there.getMinY() - EDGE, there.getMaxY() + EDGE, whole.getHeight(), seen.getHeight()));
        setHvalue(
                toward(getHvalue(), there.getMinX() - EDGE, there.getMaxX() + EDGE, whole.getWidth(), seen.getWidth()));
    }

    private boolean within(Node node) {
        Node at = node;
        while (at != null && at != content) {
            at = at.getParent();
        }
        return at == content;
    }

    private static double toward(double value, double from, double to, double whole, double seen) {
        double hidden = whole - seen;
        if (hidden <= 0) {
            return value;
        }
        double top = value * hidden;
        double wanted = from < top ? from : to > top + seen ? to - seen : top;
        return Math.clamp(wanted / hidden, 0, 1);
    }
}
