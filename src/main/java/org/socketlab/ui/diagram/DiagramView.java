package org.socketlab.ui.diagram;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.geometry.Pos;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.Command;
import org.socketlab.picture.Act;
import org.socketlab.picture.Selection;
import org.socketlab.picture.Words;
import org.socketlab.picture.diagram.Diagram;
import org.socketlab.picture.diagram.Slots;
import org.socketlab.picture.diagram.Wish;
import org.socketlab.trace.History;
import org.socketlab.trace.Moment;
import org.socketlab.ui.Sheets;
import org.socketlab.ui.drawing.Board;

/** Draws what processes hold, what the kernel makes of it, and which sockets are paired. FX thread only. */
public final class DiagramView extends Region {
    private static final double FIRST_WIDTH = 976;
    /** With less height than this the picture is laid out dense, px at 100 %: two pairs and their fds stay whole. */
    private static final double SCARCE = 330;

    private final Words words;
    private final ObjectProperty<Optional<Selection>> selection;
    private final Consumer<Command> commands;
    private final DoubleProperty textScale = new SimpleDoubleProperty(this, "textScale", 1);
    private final Board board = new Board(this::chosen);
    private final Running running;
    private final Sight sight;
    private final ZoomBar zoom;
    private final Set<String> unfolded = new HashSet<>();
    private Slots slots = Slots.NONE;
    private @Nullable Moment shown;
    private boolean due;

    /**
     * @param selection shared with the inspector: read and written here
     * @param commands takes what the stage card's switches ask for
     */
    public DiagramView(Words words, ObjectProperty<Optional<Selection>> selection, Consumer<Command> commands) {
        this.words = words;
        this.selection = selection;
        this.commands = commands;
        this.running = new Running(words, board);
        this.sight = new Sight(board, running.layer(), textScale);
        this.zoom = new ZoomBar(words, sight);
        StackPane layers = new StackPane(sight, zoom);
        StackPane.setAlignment(zoom, Pos.BOTTOM_CENTER); // over the kernel's ground, never over a switch
        getStyleClass().add("lab-diagram");
        getStylesheets().addAll(Sheets.of(Board.class, "drawing.css"), Sheets.of(DiagramView.class, "diagram.css"));
        getChildren().add(layers);
        selection.addListener(_ -> redrawLater());
        textScale.addListener(_ -> redrawLater());
        sight.roomProperty().addListener(_ -> redrawLater());
        sight.heightProperty().addListener((_, before, after) -> {
            if (dense(before.doubleValue()) != dense(after.doubleValue())) {
                redrawLater();
            }
        });
    }

    /** How large text is, 1 at 100 %; the picture is laid out anew in the room that this leaves. */
    public DoubleProperty textScaleProperty() {
        return textScale;
    }

    /** Draws this moment; only what differs from the one before is touched. At most once a frame. */
    public void show(Moment moment, History history) {
        if (shown != null && moment.seq() < shown.seq()) {
            slots = Slots.NONE; // the lab started over, or the cursor went back
        }
        shown = moment;
        draw(moment);
        running.follow(moment, history);
    }

    private void draw(Moment moment) {
        due = false;
        double room = sight.roomProperty().get();
        double width = room > 0 ? room / textScale.get() : FIRST_WIDTH;
        Wish wish = new Wish(width, selection.get(), unfolded, running.thinned(), dense(sight.getHeight()));
        Diagram diagram = Diagram.of(moment.state(), slots, wish, words);
        slots = diagram.slots();
        board.show(diagram.picture());
        zoom.speak();
        setAccessibleText(words.text(
                "diagram.name", String.valueOf(moment.state().sockets().size())));
    }

    private boolean dense(double height) {
        return height > 0 && height / textScale.get() < SCARCE;
    }

    /** Draws the same moment again at the next layout, once however often it is asked for. */
    private void redrawLater() {
        due = true;
        requestLayout();
    }

    private void chosen(Act act) {
        switch (act) {
            case Act.Select(Selection chosen) ->
                selection.set(selection.get().equals(Optional.of(chosen)) ? Optional.empty() : Optional.of(chosen));
            case Act.Fold(String name) -> {
                if (!unfolded.remove(name)) {
                    unfolded.add(name);
                }
                redrawLater();
            }
            case Act.Ask(Command command) -> commands.accept(command);
            case Act.None() -> {}
        }
    }

    @Override
    protected void layoutChildren() {
        if (due && shown != null) {
            draw(shown);
        }
        getChildren().forEach(child -> child.resizeRelocate(0, 0, getWidth(), getHeight()));
    }

    @Override
    protected double computePrefWidth(double height) {
        return FIRST_WIDTH;
    }

    @Override
    protected double computePrefHeight(double width) {
        return board.prefHeight(-1) * textScale.get();
    }
}
