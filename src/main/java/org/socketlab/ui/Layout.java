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

    private final Node diagram;
    private final Region consoles;
    private final Region inspector;
    private final Settings settings;
    private final SplitPane rows = new SplitPane();
    private final SplitPane columns = new SplitPane();
    private boolean inLecture;
    private boolean placing;

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
        heightProperty().subscribe(this::fit);
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
        inspector.maxWidthProperty().unbind();
        if (withInspector && lecture) {
            StackPane.setAlignment(inspector, Pos.TOP_RIGHT);
            inspector.maxWidthProperty().bind(widthProperty().multiply(OVERLAY));
            getChildren().add(inspector);
        } else {
            inspector.setMaxWidth(Double.MAX_VALUE);
            if (withInspector) {
                columns.getItems().add(inspector);
            }
        }
        place();
    }

    /** A SplitPane moves its dividers once more in the layout that follows a change, so they are put there after it. */
    private void place() {
        putDividers();
        placing = true;
        Platform.runLater(() -> {
            applyCss();
            layout();
            putDividers();
            placing = false;
        });
    }

    private void putDividers() {
        rows.setDividerPositions(
                inLecture ? lectureConsolesAt() : settings.consolesAt().get());
        columns.setDividerPositions(settings.inspectorAt().get());
    }

    private double lectureConsolesAt() {
        return Math.max(LECTURE_LEAST, 1 - consoles.prefHeight(-1) / Math.max(1, getHeight()));
    }

    /** Notes where a person has put the dividers. */
    void remember() {
        if (placing) {
            return;
        }
        if (rows.getItems().size() > 1 && !inLecture) {
            settings.consolesAt().set(rows.getDividerPositions()[0]);
        }
        if (columns.getItems().size() > 1) {
            settings.inspectorAt().set(columns.getDividerPositions()[0]);
        }
    }
}
