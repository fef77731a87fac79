package org.socketlab.ui.top;

import java.util.List;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;
import org.socketlab.ui.Copying;
import org.socketlab.ui.Messages;
import org.socketlab.ui.Network;

/** Says in which network the lab stands, and lets another be chosen. */
public final class NetworkMenu extends MenuButton {
    private static final PseudoClass PRIVATE = PseudoClass.getPseudoClass("private");

    private final Messages words;
    private final ToggleGroup group = new ToggleGroup();
    private Network stands = Network.HOST;

    NetworkMenu(Messages words) {
        this.words = words;
        setId("network");
        getStyleClass().add("network");
        Label what = new Label();
        what.getStyleClass().add("muted");
        what.textProperty().bind(words.say("top.network"));
        setGraphic(what);
        accessibleTextProperty().bind(words.say("top.network"));
        words.explain("top.network.hint", this);
        getItems().add(item(Network.HOST, _ -> {}));
        dress(false);
    }

    /** @param choose told what a person wants */
    public void offer(Network stands, Consumer<Network> choose) {
        this.stands = stands;
        getItems()
                .setAll(List.of(Network.values()).stream()
                        .map(network -> item(network, choose))
                        .toList());
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
        item.setId("network-" + network.name().toLowerCase(java.util.Locale.ROOT));
        item.textProperty().bind(words.say(key(network)));
        item.setToggleGroup(group);
        item.setSelected(network == stands);
        item.setOnAction(_ -> {
            group.getToggles().forEach(toggle -> toggle.setSelected(false));
            item.setSelected(network == stands); // it shows what is, not what was asked
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
