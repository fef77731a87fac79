package org.socketlab.ui;

import javafx.application.Platform;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/**
 * Where the panes stand: diagram over consoles, the inspector beside them; in the lecture layout it lies over the
 * diagram's right side, and the diagram has all the room.
 */
final class Layout extends StackPane {
    private static final double OVERLAY = 0.42;
    private static final double LECTURE_LEAST = 0.5;
    private static final double MOST_FOR_OVERLAY = 0.62;
    private static final double LEAST_BESIDE = 0.3;
    private static final double MOST_BESIDE = 0.42;
    /** As wide as this the diagram need not be scrolled sideways, px at 100 %. */
    private static final double WHOLE_DIAGRAM = 718;
    /** As wide as this the inspector can be read, px at 100 %; it has no more than half of a narrow window. */
    private static final double READABLE_INSPECTOR = 360;

    private static final double HALF = 0.5;
    private static final double DRAGGED = 0.002;

    private final Node diagram;
    private final Region consoles;
    private final Region inspector;
    private final Settings settings;
    private final SplitPane rows = new SplitPane();
    private final SplitPane columns = new SplitPane();
    private double wanted;
    private boolean inLecture;
    private boolean placing;
    private boolean beside;
    private double rowsLeft = Double.NaN;
    private double columnsLeft = Double.NaN;
    private double laidOutWidth;
    private double laidOutHeight;

    Layout(Node diagram, Region consoles, Region inspector, Settings settings) {
        this.diagram = diagram;
        this.consoles = consoles;
        this.inspector = inspector;
        this.settings = settings;
        rows.setOrientation(Orientation.VERTICAL);
        rows.getStyleClass().add("lab-split");
        columns.getStyleClass().add("lab-split");
        SplitPane.setResizableWithParent(inspector, false);
        SplitPane.setResizableWithParent(consoles, false);
        getChildren().add(columns);
        widthProperty().addListener((_, before, _) -> {
            overlay();
            if (before.doubleValue() == 0) {
                place();
            }
        });
        settings.textSize().percent().subscribe(this::fit);
    }

    /** In the lecture layout the consoles keep the height that they ask for, however high the window is. */
    private void fit() {
        if (inLecture && !placing) {
            place();
        }
    }

    /** Puts the panes in their places; what a person dragged stays as it was. */
    void arrange(boolean lecture, boolean withConsoles, boolean withInspector) {
        remember();
        inLecture = lecture;
        getChildren().setAll(columns);
        rows.getItems().clear();
        columns.getItems().clear();
        rows.getItems().add(diagram);
        if (withConsoles) {
            rows.getItems().add(consoles);
        }
        columns.getItems().add(rows);
        if (withInspector && lecture) {
            StackPane.setAlignment(inspector, Pos.TOP_RIGHT);
            getChildren().add(inspector);
            overlay();
        } else {
            inspector.setMaxWidth(Double.MAX_VALUE);
            if (withInspector) {
                columns.getItems().add(inspector);
            }
        }
        place();
    }

    /**
     * A SplitPane moves its dividers once more in the layout that follows a change, so they are put there after it. One that
     * has no size yet cannot tell where they are.
     */
    private void place() {
        putDividers();
        placing = true;
        Platform.runLater(() -> {
            if (getWidth() == 0) {
                return;
            }
            applyCss();
            layout();
            putDividers();
            layout();
            left();
            placing = false;
        });
    }

    /** In a window of another size each pane has the share that it had, at once: none is squeezed for good. */
    @Override
    protected void layoutChildren() {
        boolean resized = getWidth() != laidOutWidth || getHeight() != laidOutHeight;
        if (resized && laidOutWidth > 0) {
            remember();
        }
        super.layoutChildren();
        if (resized && getWidth() > 0) {
            laidOutWidth = getWidth();
            laidOutHeight = getHeight();
            columns.layout();
            putDividers();
            columns.layout();
            left();
        }
    }

    /** Notes where the dividers stand without anybody having dragged them. */
    private void left() {
        rowsLeft = at(rows);
        columnsLeft = at(columns);
    }

    private static double at(SplitPane pane) {
        return pane.getDividers().isEmpty() ? Double.NaN : pane.getDividerPositions()[0];
    }

    private void putDividers() {
        double readable = READABLE_INSPECTOR * settings.textSize().percent().get() / 100.0;
        inspector.setMinWidth(Math.min(readable, getWidth() * HALF));
        rows.setDividerPositions(
                inLecture ? lectureConsolesAt() : settings.consolesAt().get());
        columns.setDividerPositions(1 - share(1 - settings.inspectorAt().get()));
    }

    /** What part of the width the inspector has: as much as a person gave it, more where its lines are wider. */
    private double share(double usual) {
        double lines = getWidth() > 0 ? wanted / getWidth() : 0;
        double diagram = WHOLE_DIAGRAM * settings.textSize().percent().get() / 100.0;
        double most = inLecture ? MOST_FOR_OVERLAY : 1 - diagram / Math.max(1, getWidth());
        return beside && !inLecture
                ? Math.clamp(most, LEAST_BESIDE, MOST_BESIDE)
                : Math.max(usual, Math.min(lines, most));
    }

    /**
     * Lets the inspector be so wide for as long as this stands, px.
     *
     * @param width 0 gives it back the width that it had
     */
    void widen(double width) {
        if (width == wanted) {
            return;
        }
        remember();
        wanted = width;
        overlay();
        place();
    }

    /** While something stands beside, the inspector has what a whole diagram leaves, and that is not remembered. */
    void setBeside(boolean on) {
        if (on != beside) {
            remember();
            beside = on;
            place();
        }
    }

    private void overlay() {
        if (getChildren().contains(inspector)) {
            inspector.setMaxWidth(getWidth() * share(OVERLAY));
        }
    }

    private double lectureConsolesAt() {
        return Math.max(LECTURE_LEAST, 1 - consoles.prefHeight(-1) / Math.max(1, getHeight()));
    }

    /** Notes where a person has put the dividers. */
    void remember() {
        if (placing) {
            return;
        }
        if (dragged(rows, rowsLeft) && !inLecture) {
            settings.consolesAt().set(at(rows));
        }
        if (dragged(columns, columnsLeft) && wanted == 0 && !beside) {
            settings.inspectorAt().set(at(columns));
        }
    }

    private static boolean dragged(SplitPane pane, double left) {
        return Math.abs(at(pane) - left) > DRAGGED;
    }
}
