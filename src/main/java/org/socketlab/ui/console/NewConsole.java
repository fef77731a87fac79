package org.socketlab.ui.console;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.geometry.Side;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.feather.Feather;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.LabState;
import org.socketlab.ui.Icons;
import org.socketlab.ui.Labels;
import org.socketlab.ui.Messages;

/** Opens one more console: to a server that listens, or to any other address. */
final class NewConsole extends StackPane {
    private final Messages words;
    private final Supplier<Set<String>> names;
    private final Consumer<Command.OpenConsole> open;
    private final MenuButton button = new MenuButton();
    private List<Endpoint> offered = List.of();

    /** @param names the consoles that are there */
    NewConsole(Messages words, Supplier<Set<String>> names, Consumer<Command.OpenConsole> open) {
        this.words = words;
        this.names = names;
        this.open = open;
        getStyleClass().add("new-console");
        button.setId("new-console");
        Icons.on(button, Feather.PLUS);
        button.setPopupSide(Side.TOP);
        button.getStyleClass().add("icon");
        button.accessibleTextProperty().bind(words.say("console.new"));
        words.explain("console.new", button);
        getChildren().add(button);
        offer(List.of());
    }

    /** Offers the servers that listen at this moment. */
    void show(LabState state) {
        List<Endpoint> listening = Labels.sorted(state.listeners().keySet());
        if (!listening.equals(offered)) {
            offer(listening);
        }
    }

    /** Opens a console to this endpoint under the next free name. */
    void open(Endpoint target) {
        open.accept(new Command.OpenConsole(ConsoleNames.free(names.get()), target));
    }

    private void offer(List<Endpoint> listening) {
        offered = listening;
        button.getItems().clear();
        int at = 0;
        for (Endpoint endpoint : listening) {
            MenuItem item = new MenuItem();
            item.setId("new-console-" + at++);
            String kind = endpoint instanceof Endpoint.Unix ? "Unix" : "TCP";
            item.textProperty().bind(words.say("console.new.to", kind, Labels.of(endpoint)));
            item.setOnAction(_ -> open(endpoint));
            button.getItems().add(item);
        }
        if (!listening.isEmpty()) {
            button.getItems().add(new SeparatorMenuItem());
        }
        MenuItem other = new MenuItem();
        other.setId("new-console-other");
        other.textProperty().bind(words.say("console.new.other"));
        other.setOnAction(_ -> new TargetPopOver(words, this::open).show(button));
        button.getItems().add(other);
    }
}
