package org.socketlab.ui.inspector;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.beans.Observable;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.BorderPane;
import org.socketlab.picture.Selection;
import org.socketlab.picture.shell.ShellLine;
import org.socketlab.trace.Moment;
import org.socketlab.ui.Frame;
import org.socketlab.ui.FxBridge;
import org.socketlab.ui.Messages;
import org.socketlab.ui.Sheets;
import org.socketlab.ui.Uncached;
import org.socketlab.ui.View;
import org.socketlab.ui.ladder.LadderPane;
import org.socketlab.ui.states.StatesView;

/** Everything about the selection, side by side under tabs; only the tab in sight is drawn. */
public final class Inspector extends BorderPane implements View {
    private static final PseudoClass NARROW = PseudoClass.getPseudoClass("narrow");
    /** As wide as this all tabs have room beside each other, px at 100 %; where it is not, they stand closer. */
    private static final double ROOMY = 410;

    private final Messages words;
    private final FxBridge bridge;
    private final ObjectProperty<Optional<Selection>> selection;
    private final TabPane tabs = new TabPane();
    private final Map<ShellLine.Side, Sheet> sheets = new EnumMap<>(ShellLine.Side.class);
    private final ShellBox shell;
    private final LadderPane handshake;
    private final ToolsSheet tools;
    private final ReadOnlyDoubleWrapper wanted = new ReadOnlyDoubleWrapper(this, "wanted");

    public Inspector(Messages words, FxBridge bridge, ObjectProperty<Optional<Selection>> selection) {
        this.words = words;
        this.bridge = bridge;
        this.selection = selection;
        getStyleClass().add("inspector");
        getStylesheets().add(Sheets.of(Inspector.class, "inspector.css"));
        shell = new ShellBox(words);
        handshake = new LadderPane(words, one -> selection.set(Optional.of(one)));
        CallsSheet calls = new CallsSheet(words, bridge, selection);
        FdsSheet fds = new FdsSheet(words, selection);
        tools = new ToolsSheet(words, bridge, selection);
        tools.textScaleProperty().bind(textScaleProperty());
        tools.wantedProperty().addListener(_ -> grow());
        BytesSheet bytes = new BytesSheet(words, bridge, selection);
        tab(
                ShellLine.Side.SOCKETS,
                "inspector.handshake",
                handshake,
                (frame, selected) ->
                        handshake.show(new Moment(frame.state(), frame.state().seq()), frame.history(), selected));
        StatesView states = new StatesView(words);
        states.textScaleProperty().bind(textScaleProperty());
        ScrollPane machine = new ScrollPane(states);
        Uncached.paint(machine);
        machine.setFitToWidth(true);
        tab(
                ShellLine.Side.STATES,
                "inspector.states",
                machine,
                (frame, selected) ->
                        states.show(new Moment(frame.state(), frame.state().seq()), selected));
        tab(ShellLine.Side.CALLS, "inspector.calls", calls, calls);
        tab(ShellLine.Side.FDS, "inspector.fds", fds, fds);
        tab(ShellLine.Side.TOOLS, "inspector.tools", tools, tools);
        tab(ShellLine.Side.BYTES, "inspector.bytes", bytes, bytes);
        tabs.accessibleTextProperty().bind(words.say("inspector.name"));
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        tabs.getSelectionModel().selectedItemProperty().subscribe(this::again);
        tabs.getSelectionModel().selectedItemProperty().subscribe(this::want);
        selection.subscribe(this::again);
        for (Observable size : List.of(widthProperty(), textScaleProperty())) {
            size.addListener(_ -> pseudoClassStateChanged(
                    NARROW, getWidth() < ROOMY * textScaleProperty().get()));
        }
        setCenter(tabs);
        setBottom(shell);
    }

    /** How large the ladder is drawn, 1 at 100 %. */
    public DoubleProperty textScaleProperty() {
        return handshake.ladder().textScaleProperty();
    }

    /** How wide the tab in sight would be to show its lines whole, px; 0 where any width serves it. */
    public ReadOnlyDoubleProperty wantedProperty() {
        return wanted.getReadOnlyProperty();
    }

    @Override
    public void show(Frame frame) {
        ShellLine.Side side = inSight();
        Sheet sheet = sheets.get(side);
        if (sheet != null) {
            sheet.show(frame, selection.get());
        }
        Optional<String> own = sheet == null ? Optional.empty() : sheet.command(frame.state());
        shell.show(own.orElseGet(() -> selection
                .get()
                .map(what -> ShellLine.of(what, frame.state(), side))
                .orElseGet(() -> ShellLine.ofAll(frame.state(), side))));
    }

    /** From now on offers this line wherever a connection was not captured. */
    public void offerCapture(String line) {
        handshake.below(new CaptureOffer(words, handshake.ladder(), line));
    }

    /** Brings the tab of this side to the front. */
    public void open(ShellLine.Side side) {
        tabs.getTabs().stream()
                .filter(tab -> tab.getUserData() == side)
                .findFirst()
                .ifPresent(tabs.getSelectionModel()::select);
    }

    /** The shell line on offer. */
    public String shellLine() {
        return shell.command();
    }

    private void again() {
        show(bridge.frame());
    }

    /** While the lines are in sight the tab only ever grows, so that nothing jumps with every socket that comes or goes. */
    private void grow() {
        if (tools.wantedProperty().get() > wanted.get()) {
            want();
        }
    }

    private void want() {
        wanted.set(inSight() == ShellLine.Side.TOOLS ? tools.wantedProperty().get() : 0);
    }

    private ShellLine.Side inSight() {
        Tab tab = tabs.getSelectionModel().getSelectedItem();
        return tab != null && tab.getUserData() instanceof ShellLine.Side side ? side : ShellLine.Side.SOCKETS;
    }

    private void tab(ShellLine.Side side, String key, Node content, Sheet sheet) {
        Tab tab = new Tab();
        tab.setId("tab-" + side.name().toLowerCase(Locale.ROOT));
        tab.textProperty().bind(words.say(key));
        tab.setContent(content);
        tab.setUserData(side);
        sheets.put(side, sheet);
        tabs.getTabs().add(tab);
    }
}
