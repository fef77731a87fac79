package org.socketlab.ui.console;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.ui.Frame;
import org.socketlab.ui.Messages;
import org.socketlab.ui.Sheets;
import org.socketlab.ui.Uncached;
import org.socketlab.ui.View;

/** All consoles side by side: two in sight, more by scrolling, and a button for one more. */
public final class ConsoleDeck extends BorderPane implements View {
    private static final int IN_SIGHT = 2;

    private final Messages words;
    private final Consumer<Command> commands;
    private final Map<String, ConsolePane> panes = new TreeMap<>(ConsoleNames.ORDER);
    /** Those that are not there at a moment a person went to, with what was being typed. */
    private final Map<String, ConsolePane> away = new HashMap<>();

    private final HBox row = new HBox();
    private final ScrollPane scroll = new ScrollPane(row);
    private final NewConsole another;
    private int inSight = IN_SIGHT;
    private boolean past;
    private boolean focusFirst = true;
    private String focusWhenSeen = "";

    /** @param taken names that the lab has given by now, whatever moment is shown */
    public ConsoleDeck(Messages words, Supplier<Set<String>> taken, Consumer<Command> commands) {
        this.words = words;
        this.commands = commands;
        getStyleClass().add("console-deck");
        getStylesheets().add(Sheets.of(ConsoleDeck.class, "console.css"));
        another = new NewConsole(words, taken, open -> {
            focusWhenSeen = open.console();
            commands.accept(open);
        });
        Uncached.paint(scroll);
        scroll.setFitToHeight(true);
        scroll.setVbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.viewportBoundsProperty().subscribe(_ -> share());
        setCenter(scroll);
        setRight(another);
    }

    /** Consoles that were: they show what was said, and nobody can say more. Before the first one is shown. */
    public void setPast() {
        past = true;
        setRight(null);
    }

    /** How many consoles share the width; the others are scrolled to. */
    public void setInSight(int many) {
        scroll.setHbarPolicy(many == 1 ? ScrollPane.ScrollBarPolicy.NEVER : ScrollPane.ScrollBarPolicy.AS_NEEDED);
        inSight = many;
        share();
    }

    /** Puts the caret into the first console's line. */
    public void focusFirst() {
        focusFirst = panes.isEmpty();
        panes.values().stream().findFirst().ifPresent(ConsolePane::focusInput);
    }

    /** Puts the caret into the line of the console at this place, counted from 0. */
    public void focus(int at) {
        panes.values().stream().skip(Math.max(0, at)).findFirst().ifPresent(pane -> {
            double most = Math.max(1, panes.size() - inSight);
            scroll.setHvalue(Math.clamp((at - inSight + 1) / most, 0, 1));
            pane.focusInput();
        });
    }

    /** Opens one more console to this endpoint. */
    public void open(Endpoint target) {
        another.open(target);
    }

    /** The console of this name. */
    public ConsolePane pane(String name) {
        return Objects.requireNonNull(panes.get(name), () -> "no console is called " + name);
    }

    /** What each console shows, by its name. */
    public Map<String, ConsolePane> panes() {
        return Map.copyOf(panes);
    }

    @Override
    public void show(Frame frame) {
        another.show(frame.state());
        Set<String> there = frame.state().consoles().keySet();
        if (frame.sought()) {
            away.putAll(panes);
            leaveFocus(there);
        }
        boolean changed = panes.keySet().retainAll(there);
        for (String name : there) {
            ConsolePane known = panes.get(name);
            if (known == null) {
                ConsolePane pane = Optional.ofNullable(away.remove(name)).orElseGet(() -> made(name));
                pane.show(Frame.of(frame.state(), frame.history()));
                panes.put(name, pane);
                changed = true;
            } else {
                known.show(frame);
                away.remove(name);
            }
        }
        if (changed) {
            row.getChildren().retainAll(panes.values());
            int at = 0;
            for (ConsolePane pane : panes.values()) {
                if (!row.getChildren().contains(pane)) {
                    row.getChildren().add(at, pane);
                }
                at++;
            }
            share();
            focusNew();
        }
    }

    /** Where the console one types into is not there at a moment, the caret waits for it among the consoles. */
    private void leaveFocus(Set<String> there) {
        panes.forEach((name, pane) -> {
            if (!there.contains(name) && pane.lookup(".text-field:focused") != null) {
                focusWhenSeen = name;
                scroll.requestFocus();
            }
        });
    }

    private ConsolePane made(String name) {
        ConsolePane pane = new ConsolePane(name, words, commands, past);
        HBox.setHgrow(pane, Priority.ALWAYS);
        return pane;
    }

    private void focusNew() {
        if (focusFirst && !panes.isEmpty()) {
            focusFirst();
        } else if (panes.containsKey(focusWhenSeen)) {
            ConsolePane pane = panes.get(focusWhenSeen);
            focusWhenSeen = "";
            layout();
            scroll.setHvalue(scroll.getHmax());
            pane.focusInput();
        }
    }

    private void share() {
        double width = scroll.getViewportBounds().getWidth();
        double least = panes.values().stream()
                .mapToDouble(pane -> pane.minWidth(-1))
                .max()
                .orElse(1);
        long wide = Math.max(1, (long) (width / Math.max(1, least)));
        double each = Math.floor(width / Math.max(1, Math.min(Math.min(inSight, wide), panes.size())));
        panes.values().forEach(pane -> pane.setPrefWidth(each));
    }
}
