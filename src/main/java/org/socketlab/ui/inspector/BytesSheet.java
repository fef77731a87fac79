package org.socketlab.ui.inspector;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.css.PseudoClass;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.BorderPane;
import org.socketlab.model.SocketCall;
import org.socketlab.picture.Selection;
import org.socketlab.picture.calls.CallLine;
import org.socketlab.picture.calls.CallLines;
import org.socketlab.picture.calls.HexLines;
import org.socketlab.picture.transcript.Visible;
import org.socketlab.ui.CellBox;
import org.socketlab.ui.Fonts;
import org.socketlab.ui.Frame;
import org.socketlab.ui.FxBridge;
import org.socketlab.ui.LineList;
import org.socketlab.ui.Messages;
import org.socketlab.ui.MixedLine;

/** Every byte that passed in read() and write() of what is selected, as hex and text. */
final class BytesSheet extends BorderPane implements Sheet {
    private static final PseudoClass HEADING = PseudoClass.getPseudoClass("heading");
    private static final int MOST_CALLS = 200;

    private final Messages words;
    private final LineList<Line> lines;
    private final Picking<Line> picking;

    /** A heading says which call; the lines below it are what passed. */
    record Line(CallLine call, boolean heading, String text) {}

    BytesSheet(Messages words, FxBridge bridge, ObjectProperty<Optional<Selection>> selection) {
        this.words = words;
        getStyleClass().add("bytes");
        lines = new LineList<>(line -> line.text());
        lines.setId("bytes");
        lines.setCellFactory(_ -> new Cell());
        lines.accessibleTextProperty().bind(words.say("inspector.bytes.name"));
        Label none = new Label();
        none.setWrapText(true);
        none.getStyleClass().add("none");
        none.textProperty().bind(words.say("inspector.bytes.none"));
        lines.setPlaceholder(none);
        picking = new Picking<>(
                lines,
                selection,
                line -> Optional.of(Subjects.happening(line.call(), bridge.shown(), selection.get())));
        setCenter(lines);
    }

    @Override
    public void show(Frame frame, Optional<Selection> selection) {
        List<CallLine> carrying = CallLines.of(Subjects.facts(frame, selection), frame.state(), _ -> false).stream()
                .filter(call -> call.bytes().length() > 0)
                .limit(MOST_CALLS)
                .sorted(Comparator.comparingLong(CallLine::passed))
                .toList();
        List<Line> now = new ArrayList<>();
        for (CallLine call : carrying) {
            String way = call.call().name() == SocketCall.write ? "→" : "←";
            now.add(new Line(
                    call,
                    true,
                    words.text(
                            "inspector.bytes.heading",
                            way,
                            call.call().actor(),
                            call.call().name().name(),
                            call.returned().map(done -> done.length()).orElse(0L),
                            call.passedTime())));
            HexLines.of(call.bytes()).forEach(line -> now.add(new Line(call, false, line)));
            String text = Visible.text(call.bytes().toArray());
            if (text.codePoints().anyMatch(c -> c > 0x7f)) {
                text.lines().forEach(line -> now.add(new Line(call, false, "      “" + line + "”")));
            }
        }
        picking.show(now, true, line -> Selection.tells(selection, line.call().seqs()));
    }

    private static final class Cell extends ListCell<Line> {
        private final MixedLine mixed = new MixedLine();
        private final CellBox box = new CellBox(this, mixed);

        @Override
        protected void updateItem(Line line, boolean empty) {
            super.updateItem(line, empty);
            String text = empty || line == null ? "" : line.text();
            boolean chinese = Fonts.needsChinese(text);
            if (chinese) {
                mixed.show(text);
            }
            setGraphic(chinese ? box : null);
            setContentDisplay(chinese ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.TEXT_ONLY);
            setText(text);
            pseudoClassStateChanged(HEADING, !empty && line != null && line.heading());
        }
    }
}
