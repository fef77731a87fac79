package org.socketlab.ui.diagram;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.transform.Scale;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.Command;
import org.socketlab.picture.Act;
import org.socketlab.picture.Picture;
import org.socketlab.picture.Rect;
import org.socketlab.picture.Selection;
import org.socketlab.picture.Still;
import org.socketlab.picture.Words;
import org.socketlab.picture.diagram.Diagram;
import org.socketlab.picture.diagram.Drafts;
import org.socketlab.picture.diagram.Slots;
import org.socketlab.picture.diagram.Wish;
import org.socketlab.picture.menu.SocketMenu;
import org.socketlab.trace.History;
import org.socketlab.trace.Moment;
import org.socketlab.ui.Copying;
import org.socketlab.ui.Sheets;
import org.socketlab.ui.Ticking;
import org.socketlab.ui.drawing.Board;

/** Draws what processes hold, what the kernel makes of it, and which sockets are paired. FX thread only. */
public final class DiagramView extends Region {
    private static final double FIRST_WIDTH = 976;
    /** With less height than this the picture is laid out dense, px at 100 %: two pairs and their fds stay whole. */
    private static final double SCARCE = 330;
    /** Legend, logs and stage stay in sight where they leave this height, px at 100 %; else they are scrolled to. */
    private static final double LEAST_ABOVE = 262;
    /** So long nothing may come or go before what is left closes up. */
    private static final long QUIET_MS = 2_500;

    private final Words words;
    private final ObjectProperty<Optional<Selection>> selection;
    private final Consumer<Command> commands;
    private final DoubleProperty textScale = new SimpleDoubleProperty(this, "textScale", 1);
    private final Board board = new Board(this::chosen);
    private final Board asideBoard = new Board(this::chosen);
    private final Group aside = new Group(asideBoard);
    private final Ticking quiet = new Ticking(this::closeUp);
    private final SocketMenuView menu = new SocketMenuView(this::chosen);
    private final Running running;
    private final Sight sight;
    private final ZoomBar zoom;
    private final Region line = new Region();
    private final Set<String> unfolded = new HashSet<>();
    private final Drafts drafts = new Drafts();
    private Slots slots = Slots.NONE;
    private Optional<Diagram> drawn = Optional.empty();
    private @Nullable Moment shown;
    private boolean due;
    private double asideHeight;
    private boolean pinned = true;
    private boolean past;

    /**
     * @param selection shared with the inspector: read and written here
     * @param commands takes what the stage card's switches ask for
     */
    public DiagramView(Words words, ObjectProperty<Optional<Selection>> selection, Consumer<Command> commands) {
        this.words = words;
        this.selection = selection;
        this.commands = commands;
        this.running = new Running(words, board);
        board.setMenus(this::openMenu);
        this.sight = new Sight(board, running.layer(), textScale);
        this.zoom = new ZoomBar(words, sight);
        Scale scale = new Scale();
        scale.xProperty().bind(textScale);
        scale.yProperty().bind(textScale);
        asideBoard.getTransforms().add(scale);
        line.getStyleClass().add("lab-aside");
        line.setMouseTransparent(true);
        getStyleClass().add("lab-diagram");
        getStylesheets().addAll(Sheets.of(Board.class, "drawing.css"), Sheets.of(DiagramView.class, "diagram.css"));
        getChildren().addAll(sight, line, aside, zoom);
        selection.addListener(_ -> redrawLater());
        textScale.addListener(_ -> redrawLater());
        sight.roomProperty().addListener(_ -> redrawLater());
        sight.heightProperty().addListener(_ -> redrawLater());
        sceneProperty().addListener((_, _, scene) -> {
            if (scene == null) {
                menu.close();
                quiet.stop();
            }
        });
    }

    /** How large text is, 1 at 100 %; the picture is laid out anew in the room that this leaves. */
    public DoubleProperty textScaleProperty() {
        return textScale;
    }

    /** A diagram of what was: its switches show how they stood, and switch nothing. Before the first moment. */
    public void setPast() {
        past = true;
    }

    /** What is drawn now; empty before the first moment. */
    public Optional<Diagram> diagram() {
        return drawn;
    }

    /**
     * Draws this moment as a window does that has just been opened at it: nothing stands where it stood by what came before
     * or after, and nothing is on its way.
     */
    public void seek(Moment moment, History history) {
        slots = Slots.NONE;
        slots = Diagram.of(moment.state(), slots, wish(), words).slots();
        slots = Diagram.closedUp(slots, moment.state(), wish());
        running.clear();
        shown = moment;
        show(moment, history);
    }

    /** Draws this moment; only what differs from the one before is touched. At most once a frame. */
    public void show(Moment moment, History history) {
        if (shown != null
                && (moment.seq() < shown.seq()
                        || slots.outdated(moment.state().sockets().keySet()))) {
            slots = Slots.NONE; // the lab started over, or the cursor went back
        }
        shown = moment;
        draw(moment);
        running.follow(moment, history);
    }

    private void draw(Moment moment) {
        draw(moment, board::show);
    }

    private void draw(Moment moment, Consumer<Picture> drawing) {
        due = false;
        Diagram diagram = Diagram.of(moment.state(), slots, wish(), words, drafts);
        drawn = Optional.of(diagram);
        if (!diagram.slots().equals(slots)) {
            slots = diagram.slots();
            quiet.once(QUIET_MS);
        }
        drawing.accept(diagram.picture());
        running.leaveWires();
        asideBoard.show(past ? Still.of(diagram.aside(), words.text("replay.stage.hint")) : diagram.aside());
        if (asideBoard.getPrefHeight() != asideHeight) {
            asideHeight = asideBoard.getPrefHeight();
            requestLayout();
        }
        zoom.speak();
        setAccessibleText(words.text(
                "diagram.name", String.valueOf(moment.state().sockets().size())));
    }

    private Wish wish() {
        double room = sight.roomProperty().get();
        double width = room > 0 ? room / textScale.get() : FIRST_WIDTH;
        double height = Math.max(0, sight.getHeight() - sight.below()) / textScale.get();
        return new Wish(width, selection.get(), unfolded, running.thinned(), dense(sight.getHeight()), height);
    }

    /** At a quiet moment, what those that went have left closes up: but never under the pointer. */
    private void closeUp() {
        if (shown == null) {
            return;
        }
        Slots closed = Diagram.closedUp(slots, shown.state(), wish());
        if (closed.equals(slots)) {
            return;
        }
        if (board.pointed()) {
            quiet.once(QUIET_MS);
            return;
        }
        slots = closed;
        draw(shown, board::glide);
        quiet.stop();
    }

    private boolean dense(double height) {
        return height > 0 && height / textScale.get() < SCARCE;
    }

    /** Draws the same moment again at the next layout, once however often it is asked for. */
    private void redrawLater() {
        due = true;
        requestLayout();
    }

    private void openMenu(Selection of, Node on, double screenX, double screenY) {
        if (shown != null) {
            menu.open(SocketMenu.of(of, shown.state(), words), on, screenX, screenY);
        }
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
            case Act.Copy(String text) -> Copying.copy(text);
            case Act.None() -> {}
        }
    }

    @Override
    protected void layoutChildren() {
        if (due && shown != null) {
            draw(shown);
            board.style();
            asideBoard.style();
        }
        double below = asideHeight * textScale.get();
        boolean pin = getHeight() - below >= LEAST_ABOVE * textScale.get();
        if (pin != pinned) {
            pinned = pin;
            getChildren().remove(aside);
            sight.setBelow(pin ? Optional.empty() : Optional.of(aside));
            if (pin) {
                getChildren().add(2, aside);
            }
        }
        double above = pinned ? snapPositionY(getHeight() - below) : getHeight();
        sight.resizeRelocate(0, 0, getWidth(), above);
        line.setVisible(pinned);
        line.resizeRelocate(0, above, getWidth(), getHeight() - above);
        if (pinned) {
            aside.relocate(0, above);
        }
        double wide = zoom.prefWidth(-1);
        double high = zoom.prefHeight(-1);
        if (pinned) { // below the legend, where it covers nothing
            zoom.resizeRelocate(
                    asideBoard.area("legend").map(Rect::x).orElse(0.0) * textScale.get(),
                    getHeight() - high,
                    wide,
                    high);
        } else { // over the kernel's ground, never over a switch
            zoom.resizeRelocate((getWidth() - wide) / 2, above - high, wide, high);
        }
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
