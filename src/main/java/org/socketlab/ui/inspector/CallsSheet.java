package org.socketlab.ui.inspector;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javafx.beans.property.ObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import org.socketlab.model.Event;
import org.socketlab.model.SocketId;
import org.socketlab.picture.Selection;
import org.socketlab.picture.calls.CallLine;
import org.socketlab.picture.calls.CallLines;
import org.socketlab.ui.Frame;
import org.socketlab.ui.FxBridge;
import org.socketlab.ui.LineList;
import org.socketlab.ui.Messages;
import org.socketlab.ui.Ticking;

/** The calls of what is selected as strace words them: the blocked ones on top with how long, then the latest. */
final class CallsSheet extends BorderPane implements Sheet {
    private static final long OFTEN_MS = 100;

    private final LineList<CallLine> lines;
    private final Picking<CallLine> picking;
    private final Ticking counting = new Ticking(this::count);

    CallsSheet(Messages words, FxBridge bridge, ObjectProperty<Optional<Selection>> selection) {
        getStyleClass().add("calls");
        lines = new LineList<>(line -> line.time() + " " + line.text() + " " + line.duration());
        lines.setId("calls");
        lines.setCellFactory(_ -> new CallCell(words, bridge));
        lines.accessibleTextProperty().bind(words.say("inspector.calls.name"));
        Label none = new Label();
        none.setWrapText(true);
        none.getStyleClass().add("none");
        none.textProperty().bind(words.say("inspector.calls.none"));
        lines.setPlaceholder(none);
        picking = new Picking<>(
                lines, selection, line -> Optional.of(Subjects.happening(line, bridge.shown(), selection.get())));
        setCenter(lines);
    }

    @Override
    public void show(Frame frame, Optional<Selection> selection) {
        List<SocketId> ids = Subjects.sockets(frame.state(), selection);
        Predicate<Event.Called> on = Subjects.on(frame.state(), ids);
        List<CallLine> now = CallLines.telling(
                CallLines.of(Subjects.facts(frame, selection), frame.state(), call -> ids.isEmpty() || on.test(call)));
        picking.show(now, false, line -> Selection.tells(selection, line.seqs()));
        if (now.stream().anyMatch(CallLine::blocked)) {
            counting.start(OFTEN_MS);
        } else {
            counting.stop();
        }
    }

    /** The time that a call is blocked grows while nothing happens. */
    private void count() {
        if (getParent() == null || !getParent().isVisible()) { // a tab out of sight hides what holds its content
            counting.stop();
            return;
        }
        for (Node node : lines.lookupAll(".call-cell")) {
            if (node instanceof CallCell cell) {
                cell.count();
            }
        }
    }
}
