package org.socketlab.ui.ladder;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.socketlab.picture.Numbers;
import org.socketlab.picture.Selection;
import org.socketlab.picture.ladder.LadderPage;
import org.socketlab.picture.ladder.Pages.Turn;
import org.socketlab.trace.History;
import org.socketlab.trace.Moment;
import org.socketlab.ui.Messages;
import org.socketlab.ui.Sheets;

/**
 * The inspector's Handshake tab: a connection's ladder, which scrolls, and turns its pages where a life is longer than one.
 * It follows the newest until it is scrolled or turned away from there; then it stays. FX thread only.
 */
public final class LadderPane extends BorderPane {
    private final LadderView ladder;
    private final VBox column = new VBox();
    private final LifeScroll scroll = new LifeScroll(column);
    private final HBox bar = new HBox();
    private final Label until = new Label();
    private final Messages words;

    /** {@code chosen} takes the call or segment that a person picks out. */
    public LadderPane(Messages words, Consumer<Selection> chosen) {
        this.words = words;
        getStylesheets().add(Sheets.of(LadderPane.class, "ladder.css"));
        ladder = new LadderView(words, chosen, scroll::between);
        column.getChildren().add(ladder);
        setCenter(scroll);
        bar();
        scroll.addEventFilter(ScrollEvent.SCROLL, this::rolled);
        scroll.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        column.heightProperty().addListener((_, before, _) -> {
            if (ladder.pageProperty().get().newest() && before.doubleValue() > 0 && scroll.atEnd()) {
                Platform.runLater(scroll::toEnd);
            }
        });
    }

    private void bar() {
        until.setId("pages-until");
        until.setAlignment(Pos.CENTER);
        until.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(until, Priority.ALWAYS);
        bar.getStyleClass().add("pages");
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.getChildren()
                .addAll(button(Turn.FIRST), button(Turn.EARLIER), until, button(Turn.LATER), button(Turn.NEWEST));
        bar.accessibleTextProperty().bind(words.say("pages.name"));
        bar.setId("pages");
        bar.setVisible(false);
        bar.managedProperty().bind(bar.visibleProperty());
        setBottom(bar);
        ladder.pageProperty().subscribe(this::paged);
    }

    private Button button(Turn turn) {
        String key = "pages." + turn.name().toLowerCase(Locale.ROOT);
        Button button = new Button();
        button.setId(key.replace('.', '-'));
        button.getStyleClass().add("link");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.textProperty().bind(words.say(key));
        words.explain(key + ".hint", button);
        button.setOnAction(_ -> turn(turn));
        return button;
    }

    private void paged(LadderPage page) {
        bar.setVisible(page.partial());
        List<Node> buttons = bar.getChildren();
        buttons.get(0).setDisable(page.before().isEmpty());
        buttons.get(1).setDisable(page.before().isEmpty());
        buttons.get(3).setDisable(page.newest());
        buttons.get(4).setDisable(page.newest());
        until.setText(page.newest() ? "" : words.text("pages.until", Numbers.duration(page.until())));
    }

    /** How large text is, and the ladder. */
    public LadderView ladder() {
        return ladder;
    }

    /** Puts something below the ladder, where it scrolls along. */
    public void below(Node node) {
        column.getChildren().add(node);
    }

    /** Draws the selected connection as of this moment; a line of words where none is selected. */
    public void show(Moment moment, History history, Optional<Selection> selection) {
        ladder.show(moment, history, selection);
    }

    /** A page up is read from its end, any other from its beginning. */
    private void turn(Turn turn) {
        LadderPage before = ladder.pageProperty().get();
        ladder.turn(turn);
        if (!ladder.pageProperty().get().equals(before)) {
            scroll.layout();
            if (turn == Turn.EARLIER || turn == Turn.NEWEST) {
                scroll.toEnd();
            } else {
                scroll.setVvalue(scroll.getVmin());
            }
        }
    }

    private void rolled(ScrollEvent event) {
        LadderPage page = ladder.pageProperty().get();
        if (event.getDeltaY() > 0 && scroll.atTop() && page.before().isPresent()) {
            event.consume();
            turn(Turn.EARLIER);
        } else if (event.getDeltaY() < 0 && scroll.atEnd() && !page.newest()) {
            event.consume();
            turn(Turn.LATER);
        }
    }

    private void pressed(KeyEvent key) {
        LadderPage page = ladder.pageProperty().get();
        switch (key.getCode()) {
            case PAGE_UP -> page(key, scroll.atTop() && page.before().isPresent(), Turn.EARLIER, -1);
            case PAGE_DOWN -> page(key, scroll.atEnd() && !page.newest(), Turn.LATER, 1);
            case HOME -> {
                key.consume();
                turn(Turn.FIRST);
                scroll.setVvalue(scroll.getVmin());
            }
            case END -> {
                key.consume();
                turn(Turn.NEWEST);
                scroll.toEnd();
            }
            default -> {}
        }
    }

    private void page(KeyEvent key, boolean over, Turn turn, int ways) {
        key.consume();
        if (over) {
            turn(turn);
        } else {
            scroll.by(ways * 0.9);
        }
    }
}
