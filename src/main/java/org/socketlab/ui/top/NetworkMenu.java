package org.socketlab.ui.top;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;
import org.socketlab.model.Command;
import org.socketlab.model.LabState;
import org.socketlab.ui.Copying;
import org.socketlab.ui.Messages;
import org.socketlab.ui.Network;

/** Says in which network the lab stands and lets another be chosen; below that, the process that the servers may have. */
public final class NetworkMenu extends MenuButton {
    private static final PseudoClass PRIVATE = PseudoClass.getPseudoClass("private");

    private final Messages words;
    private final ToggleGroup group = new ToggleGroup();
    private final ServerProcessItems servers;
    private Network stands = Network.HOST;

    NetworkMenu(Messages words, Consumer<Command> ask) {
        this.words = words;
        servers = new ServerProcessItems(words, ask);
        setId("network");
        getStyleClass().add("network");
        Label what = new Label();
        what.getStyleClass().add("muted");
        what.textProperty().bind(words.say("top.network"));
        setGraphic(what);
        accessibleTextProperty().bind(words.say("top.network"));
        words.explain("top.network.hint", this);
        getItems().add(item(Network.HOST, _ -> {}));
        getItems().addAll(servers.items());
        dress(false);
    }

    /** @param choose told what a person wants */
    public void offer(Network stands, Consumer<Network> choose) {
        this.stands = stands;
        group.getToggles().clear();
        getItems()
                .setAll(List.of(Network.values()).stream()
                        .map(network -> item(network, choose))
                        .toList());
        getItems().addAll(servers.items());
        pseudoClassStateChanged(PRIVATE, stands == Network.PRIVATE);
        dress(false);
    }

    /** Offers a shell line by which a terminal's own client enters this network. */
    public void offerEntry(String line) {
        MenuItem copy = new MenuItem();
        copy.setId("copy-entry");
        copy.textProperty().bind(words.say("top.copy", line));
        copy.setOnAction(_ -> Copying.copy(line));
        getItems().addAll(new SeparatorMenuItem(), copy);
    }

    /** Offers what suits the servers' process as it is. */
    void show(LabState state) {
        servers.show(state);
    }

    /** While the other network is being made. */
    public void setStarting(boolean starting) {
        setDisable(starting);
        dress(starting);
    }

    private void dress(boolean starting) {
        textProperty().bind(words.say(starting ? "top.network.starting" : key(stands)));
    }

    private RadioMenuItem item(Network network, Consumer<Network> choose) {
        RadioMenuItem item = new RadioMenuItem();
        item.setId("network-" + network.name().toLowerCase(Locale.ROOT));
        item.textProperty().bind(words.say(key(network)));
        item.setUserData(network);
        item.setToggleGroup(group);
        item.setSelected(network == stands);
        item.setOnAction(_ -> {
            // it shows what is, not what was asked
            group.getToggles().forEach(toggle -> toggle.setSelected(toggle.getUserData() == stands));
            choose.accept(network);
        });
        return item;
    }

    private static String key(Network network) {
        return switch (network) {
            case HOST -> "top.this-host";
            case PRIVATE -> "top.private";
        };
    }
}
