package org.socketlab.ui.inspector;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.socketlab.ui.CellBox;

/** One fd: its number, what it points to, and below that what the socket is. */
final class FdCell extends ListCell<FdRow> {
    private final Label fd = new Label();
    private final Label target = new Label();
    private final Label holder = new Label();
    private final Label mode = new Label();
    private final Label what = new Label();
    private final CellBox box;

    FdCell() {
        getStyleClass().add("fd-cell");
        fd.getStyleClass().add("fd");
        fd.setMinWidth(Region.USE_PREF_SIZE);
        target.getStyleClass().add("target");
        holder.getStyleClass().add("holder");
        mode.getStyleClass().add("mode");
        mode.setMinWidth(Region.USE_PREF_SIZE);
        what.getStyleClass().add("what");
        what.setWrapText(true);
        what.managedProperty().bind(what.textProperty().isNotEmpty());
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        VBox lines = new VBox(new HBox(target, holder, space, mode), what);
        lines.setMinWidth(0);
        HBox.setHgrow(lines, Priority.ALWAYS);
        HBox row = new HBox(fd, lines);
        row.setAlignment(Pos.TOP_LEFT);
        box = new CellBox(this, row);
    }

    @Override
    protected void updateItem(FdRow row, boolean empty) {
        super.updateItem(row, empty);
        if (empty || row == null) {
            setGraphic(null);
            setAccessibleText("");
            return;
        }
        fd.setText(String.valueOf(row.fd()));
        target.setText(row.target());
        mode.setText(row.mode());
        holder.setText(row.what().isEmpty() ? "" : row.holder());
        what.setText(row.what());
        setAccessibleText(String.join(" ", String.valueOf(row.fd()), row.target(), row.what(), holder.getText()));
        setGraphic(box);
    }
}
