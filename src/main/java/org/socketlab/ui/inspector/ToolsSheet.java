package org.socketlab.ui.inspector;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.BorderPane;
import org.controlsfx.control.SegmentedButton;
import org.socketlab.lab.Network;
import org.socketlab.model.LabState;
import org.socketlab.model.SocketId;
import org.socketlab.picture.FontFace;
import org.socketlab.picture.FontWidths;
import org.socketlab.picture.Selection;
import org.socketlab.picture.tools.Tool;
import org.socketlab.ui.Frame;
import org.socketlab.ui.FxBridge;
import org.socketlab.ui.LineList;
import org.socketlab.ui.Messages;

/** The lab's sockets at the moment shown, as lsof and netstat print them. */
final class ToolsSheet extends BorderPane implements Sheet {
    /** What the style sheet makes of 100 %: no text is smaller, and these lines are the longest in the window. */
    private static final double SIZE = 12.05;

    private static final double BESIDE_LINES = 14;

    private final LineList<String> lines = new LineList<>(line -> line);
    private final SegmentedButton tools = new SegmentedButton();
    private final DoubleProperty textScale = new SimpleDoubleProperty(this, "textScale", 1);
    private final ReadOnlyDoubleWrapper wanted = new ReadOnlyDoubleWrapper(this, "wanted");
    private final FxBridge bridge;
    private final Picking<String> picking;
    private Tool tool = Tool.LSOF_TCP;

    ToolsSheet(Messages words, FxBridge bridge, ObjectProperty<Optional<Selection>> selection) {
        this.bridge = bridge;
        getStyleClass().add("tools");
        for (Tool of : Tool.values()) {
            ToggleButton button = new ToggleButton(of.word());
            button.setId("tool-" + of.ordinal());
            button.setMinWidth(USE_PREF_SIZE);
            button.setSelected(of == tool);
            button.setOnAction(_ -> choose(of, button));
            tools.getButtons().add(button);
        }
        lines.setId("tools");
        picking = new Picking<>(lines, selection, line -> tool.selects(line, bridge.shown()));
        lines.accessibleTextProperty().bind(words.say("inspector.tools.name"));
        textScale.addListener(_ -> measure());
        setTop(tools);
        setCenter(lines);
    }

    /** How large text is, 1 at 100 %. */
    DoubleProperty textScaleProperty() {
        return textScale;
    }

    /** How wide the lines in sight are with what stands beside them, px. */
    ReadOnlyDoubleProperty wantedProperty() {
        return wanted.getReadOnlyProperty();
    }

    @Override
    public void show(Frame frame, Optional<Selection> selection) {
        List<String> printed =
                tool.table(frame.state()).lines().map(String::stripTrailing).toList();
        List<SocketId> lit = Subjects.lit(frame.state(), selection);
        picking.show(printed, false, line -> {
            Optional<Selection> told = tool.selects(line, frame.state());
            return told.isPresent()
                    && (told.equals(selection)
                            || Subjects.sockets(frame.state(), told).stream().anyMatch(lit::contains));
        });
        measure();
    }

    @Override
    public Optional<String> command(LabState state) {
        return Optional.of(Network.prefix(state) + tool.line(state));
    }

    private void measure() {
        FontWidths mono = FontWidths.of(FontFace.MONO);
        double widest = lines.getItems().stream()
                .mapToDouble(line -> mono.width(line, SIZE))
                .max()
                .orElse(0);
        wanted.set((widest + BESIDE_LINES) * textScale.get());
    }

    private void choose(Tool chosen, ToggleButton button) {
        button.setSelected(true);
        tool = chosen;
        bridge.again();
    }
}
