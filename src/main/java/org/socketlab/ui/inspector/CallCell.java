package org.socketlab.ui.inspector;

import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.socketlab.picture.calls.CallLine;
import org.socketlab.ui.CellBox;
import org.socketlab.ui.FxBridge;
import org.socketlab.ui.Messages;

/** One call: for whom and when, how long it took or has been blocked, and below that its words. */
final class CallCell extends ListCell<CallLine> {
    private static final PseudoClass BLOCKED = PseudoClass.getPseudoClass("blocked");
    private static final PseudoClass FAILED = PseudoClass.getPseudoClass("failed");
    private static final double NS_PER_S = 1e9;

    private final Messages words;
    private final FxBridge bridge;
    private final Label actor = new Label();
    private final Label took = new Label();
    private final Tooltip hint = new Tooltip();
    private final Label text = new Label();
    private final CellBox box;

    CallCell(Messages words, FxBridge bridge) {
        this.words = words;
        this.bridge = bridge;
        getStyleClass().add("call-cell");
        actor.getStyleClass().add("actor");
        took.getStyleClass().add("took");
        took.setMinWidth(Region.USE_PREF_SIZE);
        hint.setWrapText(true);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        text.getStyleClass().add("words");
        text.setWrapText(true);
        box = new CellBox(this, new HBox(actor, space, took), text);
    }

    @Override
    protected void updateItem(CallLine line, boolean empty) {
        super.updateItem(line, empty);
        boolean there = !empty && line != null;
        pseudoClassStateChanged(BLOCKED, there && line.blocked());
        pseudoClassStateChanged(FAILED, there && !line.errno().isEmpty());
        if (!there) {
            setGraphic(null);
            setTooltip(null);
            return;
        }
        actor.setText(line.who() + "  " + line.time());
        took.setText(line.blocked() ? blocked(line) : line.duration());
        hint.setText(sentences(line));
        setTooltip(hint);
        text.setText(line.text());
        setGraphic(box);
    }

    /** The time that a call is blocked grows by itself. */
    void count() {
        if (getItem() != null && getItem().blocked()) {
            took.setText(blocked(getItem()));
        }
    }

    private String blocked(CallLine line) {
        double seconds = Math.max(0, bridge.time() - line.entered()) / NS_PER_S;
        return words.text("inspector.calls.blocked", String.format(Locale.ROOT, "%.1f", seconds));
    }

    private String sentences(CallLine line) {
        String call = words.text("call." + line.call().name().name());
        return line.errno().isEmpty() ? call : call + "\n" + words.text("errno." + line.errno());
    }
}
