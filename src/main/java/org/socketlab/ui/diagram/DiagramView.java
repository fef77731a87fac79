package org.socketlab.ui.diagram;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.scene.layout.Region;
import org.socketlab.model.Command;
import org.socketlab.picture.Selection;
import org.socketlab.picture.Words;
import org.socketlab.trace.History;
import org.socketlab.trace.Moment;

/** Draws what processes hold, what the kernel makes of it, and which sockets are paired. FX thread only. */
public final class DiagramView extends Region {
    private final Words words;
    private final ObjectProperty<Optional<Selection>> selection;
    private final Consumer<Command> commands;

    /**
     * @param selection shared with the inspector: read and written here
     * @param commands takes what the stage card's switches ask for
     */
    public DiagramView(Words words, ObjectProperty<Optional<Selection>> selection, Consumer<Command> commands) {
        this.words = words;
        this.selection = selection;
        this.commands = commands;
        getStyleClass().add("lab-diagram");
    }

    /** Draws this moment; only what differs from the one before is touched. At most once a frame. */
    public void show(Moment moment, History history) {
        setAccessibleText(words.text("diagram.name", moment.state().sockets().size()));
    }
}
