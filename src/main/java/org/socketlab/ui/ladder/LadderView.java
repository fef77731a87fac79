package org.socketlab.ui.ladder;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.socketlab.picture.Act;
import org.socketlab.picture.Picture;
import org.socketlab.picture.Selection;
import org.socketlab.picture.Words;
import org.socketlab.picture.ladder.Ladder;
import org.socketlab.picture.ladder.LadderPage;
import org.socketlab.picture.ladder.Pages;
import org.socketlab.trace.History;
import org.socketlab.trace.Moment;
import org.socketlab.ui.Sheets;
import org.socketlab.ui.drawing.PictureView;

/** How the selected connection came to be, spoke and ended: a page of its life. FX thread only. */
public final class LadderView extends PictureView {
    private static final double MARGIN = 8;
    private static final double LEAST_WIDTH = 330;

    private final Words words;
    private final BooleanSupplier read;
    private final Pages pages = new Pages();
    private @Nullable Shown shown;
    private final ReadOnlyBooleanWrapper uncaptured = new ReadOnlyBooleanWrapper(this, "uncaptured");
    private final ReadOnlyObjectWrapper<LadderPage> page = new ReadOnlyObjectWrapper<>(this, "page", LadderPage.NONE);

    /** What was last asked for. */
    private record Shown(Moment moment, History history, Optional<Selection> selection) {}

    /**
     * @param chosen takes the call or segment that a person picks out
     * @param read whether someone reads in the middle of it
     */
    LadderView(Words words, Consumer<Selection> chosen, BooleanSupplier read) {
        super(
                act -> {
                    if (act instanceof Act.Select(Selection one)) {
                        chosen.accept(one);
                    }
                },
                MARGIN,
                LEAST_WIDTH);
        this.words = words;
        this.read = read;
        getStyleClass().add("lab-ladder");
        getStylesheets().add(Sheets.of(LadderView.class, "ladder.css"));
    }

    /** Whether it draws a connection of which no segment was captured. */
    public ReadOnlyBooleanProperty uncapturedProperty() {
        return uncaptured.getReadOnlyProperty();
    }

    /** The page that is drawn. */
    ReadOnlyObjectProperty<LadderPage> pageProperty() {
        return page.getReadOnlyProperty();
    }

    /** Draws the selected connection as of this moment; a line of words where none is selected. */
    void show(Moment moment, History history, Optional<Selection> selection) {
        setAccessibleText(words.text("ladder.name"));
        shown = new Shown(moment, history, selection);
        draw();
    }

    void turn(Pages.Turn turn) {
        pages.turn(turn);
        draw();
    }

    @Override
    protected Picture picture(double width) {
        Shown now = shown;
        if (now == null) {
            return Picture.EMPTY;
        }
        LadderPage next = pages.at(now.moment(), now.history(), now.selection(), read.getAsBoolean(), width, words);
        page.set(next);
        uncaptured.set(Ladder.uncaptured(next.picture()));
        return next.picture();
    }
}
