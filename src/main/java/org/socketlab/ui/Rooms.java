package org.socketlab.ui;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Node;
import org.socketlab.model.Command;
import org.socketlab.picture.Selection;
import org.socketlab.trace.Moment;
import org.socketlab.ui.console.ConsoleDeck;
import org.socketlab.ui.diagram.DiagramView;
import org.socketlab.ui.inspector.Inspector;

/** The rooms below the bars: diagram, consoles, inspector, and which of them are open. JavaFX thread. */
final class Rooms {
    private static final double PERCENT = 100;

    private final Settings settings;
    private final DiagramView diagram;
    private final ConsoleDeck consoles;
    private final Inspector inspector;
    private final Layout layout;
    private final BooleanProperty consolesShown = new SimpleBooleanProperty(true);
    private final BooleanProperty inspectorShown = new SimpleBooleanProperty(true);

    /**
     * @param taken names of the consoles that the lab has by now, whatever moment is shown
     * @param ask told what a person wants of the lab
     */
    Rooms(
            Messages words,
            Settings settings,
            FxBridge bridge,
            Supplier<Set<String>> taken,
            ObjectProperty<Optional<Selection>> selection,
            Consumer<Command> ask) {
        this.settings = settings;
        consoles = new ConsoleDeck(words, taken, ask);
        inspector = new Inspector(words, bridge, selection);
        diagram = new DiagramView(words, selection, ask);
        diagram.textScaleProperty().bind(settings.textSize().percent().divide(PERCENT));
        inspector.textScaleProperty().bind(settings.textSize().percent().divide(PERCENT));
        if (bridge.past()) {
            consoles.setPast();
            diagram.setPast();
        }
        layout = new Layout(diagram, consoles, inspector, settings);
        inspector.wantedProperty().subscribe(width -> layout.widen(width.doubleValue()));
        settings.lecture().subscribe(this::lecture);
        for (BooleanProperty shown : List.of(consolesShown, inspectorShown)) {
            shown.addListener(_ -> arrange());
        }
    }

    /** All of them, where they stand. */
    Node node() {
        return layout;
    }

    DiagramView diagram() {
        return diagram;
    }

    ConsoleDeck consoles() {
        return consoles;
    }

    Inspector inspector() {
        return inspector;
    }

    /** What is given every moment shown. */
    List<View> views() {
        return List.of(this::draw, consoles, inspector);
    }

    private void draw(Frame frame) {
        Moment moment = new Moment(frame.state(), frame.state().seq());
        if (frame.sought()) {
            diagram.seek(moment, frame.history());
        } else {
            diagram.show(moment, frame.history());
        }
    }

    void toggleConsoles() {
        consolesShown.set(!consolesShown.get());
    }

    void toggleInspector() {
        inspectorShown.set(!inspectorShown.get());
    }

    /** Whether something stands beside all this, so that the diagram wants what room is left. */
    void setBeside(boolean beside) {
        layout.setBeside(beside);
    }

    /** Folds the inspector away where something beside it needs the room, and unfolds it after. */
    void showInspector(boolean shown) {
        inspectorShown.set(shown);
    }

    boolean inspectorShown() {
        return inspectorShown.get();
    }

    /** Notes where a person has put the dividers, to be found there again. */
    void rememberDividers() {
        layout.remember();
    }

    private void lecture(boolean on) {
        consoles.setInSight(on ? 1 : 2);
        inspectorShown.set(!on);
        consolesShown.set(true);
        arrange();
    }

    private void arrange() {
        layout.arrange(settings.lecture().get(), consolesShown.get(), inspectorShown.get());
    }
}
