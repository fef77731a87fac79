package org.socketlab.ui.top;

import atlantafx.base.controls.ToggleSwitch;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.socketlab.model.Actor;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Framing;
import org.socketlab.model.LabState.SeenListener;
import org.socketlab.ui.Copying;
import org.socketlab.ui.Frame;
import org.socketlab.ui.Labels;
import org.socketlab.ui.Messages;
import org.socketlab.ui.View;

/** Turns one server on and off, says where it listens, and lets that be chosen. It shows what is, not what was asked. */
final class ServerSwitch extends HBox implements View {
    private static final PseudoClass EXPOSED = PseudoClass.getPseudoClass("exposed");

    private final Messages words;
    private final Servers servers;
    private final String server;
    private final ToggleSwitch toggle = new ToggleSwitch();
    private final MenuButton where = new MenuButton();
    private boolean up;
    private List<SeenListener> listeners = List.of();

    ServerSwitch(Messages words, String title, String server, Servers servers) {
        this.words = words;
        this.server = server;
        this.servers = servers;
        getStyleClass().add("server-switch");
        setAlignment(Pos.CENTER_LEFT);
        Label name = new Label(title);
        name.getStyleClass().add("server-name");
        name.setMinWidth(Region.USE_PREF_SIZE);
        toggle.setId("server-" + server);
        toggle.accessibleTextProperty().bind(words.say("top.server.name", title));
        words.explain("top.server.hint", toggle, title);
        toggle.setMinWidth(Region.USE_PREF_SIZE);
        toggle.selectedProperty().addListener((_, _, on) -> toggled(on));
        where.setId("where-" + server);
        where.getStyleClass().add("where");
        where.accessibleTextProperty().bind(words.say("top.where.name", title));
        getChildren().addAll(toggle, name, where);
        words.spoken().addListener(_ -> dress());
        dress();
    }

    @Override
    public void show(Frame frame) {
        List<SeenListener> now = frame.state().listeners().values().stream()
                .filter(seen -> seen.listener().actor().equals(Actor.server(server)))
                .sorted((a, b) -> order(a).compareTo(order(b)))
                .toList();
        if (now.equals(listeners) && up == !now.isEmpty()) {
            toggle.setSelected(up);
            return;
        }
        listeners = now;
        up = !now.isEmpty();
        toggle.setSelected(up);
        dress();
    }

    private static String order(SeenListener seen) {
        return Boolean.toString(Labels.everywhere(seen.listener().endpoint()))
                + seen.listener().endpoint();
    }

    /** Only a person's turn of the switch asks for something; a turn that follows the facts does not. */
    private void toggled(boolean on) {
        if (on != up) {
            servers.ask(on ? servers.plan(server).start() : servers.plan(server).stop());
        }
    }

    private void dress() {
        List<Endpoint> at = listeners.isEmpty()
                ? servers.plan(server).endpoints()
                : listeners.stream().map(seen -> seen.listener().endpoint()).toList();
        boolean exposed = up && at.stream().anyMatch(Labels::everywhere);
        pseudoClassStateChanged(EXPOSED, exposed);
        where.setText(
                exposed ? words.text("top.everywhere", Labels.port(at)) : at.isEmpty() ? "" : Labels.of(at.getFirst()));
        where.getItems().clear();
        for (Endpoint endpoint : at) {
            MenuItem item = new MenuItem(words.text("top.copy", endpoint));
            item.setOnAction(_ -> Copying.copy(endpoint.toString()));
            where.getItems().add(item);
        }
        where.getItems().add(new SeparatorMenuItem());
        if (server.equals("tcp")) {
            choice("top.loopback", !exposed, "loopback-only", servers::loopbackOnly);
            choice("top.all-interfaces", exposed, "all-interfaces", servers::askForAllInterfaces);
            where.getItems().add(new SeparatorMenuItem());
        }
        Framing framing = listeners.isEmpty()
                ? servers.plan(server).framing()
                : listeners.getFirst().listener().framing();
        choice("top.framing.line", framing == Framing.LINE, "framing-line-" + server, () -> framed(Framing.LINE));
        choice("top.framing.read", framing == Framing.READ, "framing-read-" + server, () -> framed(Framing.READ));
    }

    private void framed(Framing framing) {
        servers.frame(server, framing);
    }

    private void choice(String key, boolean chosen, String id, Runnable action) {
        RadioMenuItem item = new RadioMenuItem(words.text(key));
        item.setId(id);
        item.setToggleGroup(new ToggleGroup());
        item.setSelected(chosen);
        item.setOnAction(_ -> {
            item.setSelected(chosen);
            if (!chosen) {
                action.run();
            }
        });
        where.getItems().add(item);
    }
}
