package org.socketlab.ui.top;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import org.socketlab.ui.Frame;
import org.socketlab.ui.Icons;
import org.socketlab.ui.Language;
import org.socketlab.ui.Messages;
import org.socketlab.ui.Settings;
import org.socketlab.ui.Sheets;
import org.socketlab.ui.Theme;
import org.socketlab.ui.View;

/** The top bar. */
public final class TopBar extends FittingRow implements View {
    private final Messages words;
    private final NetworkMenu network;
    private final ServerSwitch tcp;
    private final ServerSwitch unix;
    private final MenuButton export = new MenuButton();
    private final Label recording = new Label();
    private final List<Node> ofALivingLab;

    /** @param deeds what the buttons do that is not of this bar */
    public TopBar(Messages words, Settings settings, Servers servers, Deeds deeds) {
        this.words = words;
        getStyleClass().add("top-bar");
        getStylesheets().add(Sheets.of(TopBar.class, "top.css"));
        setAlignment(Pos.CENTER_LEFT);
        Label title = title();
        tcp = new ServerSwitch(words, "TCP", "tcp", servers);
        unix = new ServerSwitch(words, "Unix", "unix", servers);
        Button over = button("start-over", "top.start-over", deeds.startOver());
        over.textProperty().bind(words.say("top.start-over"));
        words.explain("top.start-over.hint", over);
        Button lessons = button("lessons", "top.lessons", deeds.lessons());
        lessons.textProperty().bind(words.say("top.lessons.short"));
        words.explain("top.lessons", lessons);
        export.setId("export");
        export.textProperty().bind(words.say("top.export"));
        export.managedProperty().bind(export.visibleProperty());
        export.setVisible(false);
        network = new NetworkMenu(words, servers::ask);
        recording.setId("recording");
        recording.getStyleClass().add("recording");
        recording.setManaged(false);
        recording.setVisible(false);
        ofALivingLab = List.of(network, tcp, unix, over, lessons);
        Button smaller = text("text-smaller", "A−", "top.smaller", settings.textSize()::smaller);
        Button larger = text("text-larger", "A+", "top.larger", settings.textSize()::larger);
        Button lecture = text("lecture", "F11", "top.lecture", deeds.lecture());
        Button keys = text("keys", "?", "top.keys", deeds.keys());
        for (Region whole : List.of(title, network, over, lessons)) {
            whole.setMinWidth(USE_PREF_SIZE);
        }
        Button theme = theme(settings);
        MenuButton language = language();
        arrange(
                List.of(title, recording, network, tcp, unix, over, lessons),
                List.of(smaller, larger, theme, language, export, keys, lecture),
                List.of(title, smaller, larger, keys, lessons, lecture),
                List.of(over, network, theme, language));
    }

    /** The lab's name, as it stands in the bar. */
    public static Label title() {
        Label title = new Label("Socket Lab");
        title.getStyleClass().add("app-title");
        return title;
    }

    /** What the buttons ask of the window. */
    public record Deeds(Runnable startOver, Runnable keys, Runnable lessons, Runnable lecture) {}

    /**
     * Says that what is shown is a recording, in the place of all that starts, switches or ends something.
     *
     * @param name the file's
     * @param where the host it was made on
     * @param when it began
     */
    public void setPast(String name, String where, String when) {
        recording.textProperty().bind(words.say("replay.name", name));
        words.explain("replay.hint", recording, where, when);
        recording.setManaged(true);
        recording.setVisible(true);
        for (Node node : ofALivingLab) {
            node.setManaged(false);
            node.setVisible(false);
        }
    }

    /** Sets what is offered apart from what was offered before. */
    public void offerApart() {
        export.getItems().add(new SeparatorMenuItem());
    }

    /** Offers a way to export. */
    public void offerExport(String id, String key, Runnable action) {
        MenuItem item = new MenuItem();
        item.setId(id);
        item.textProperty().bind(words.say(key));
        item.setOnAction(_ -> action.run());
        export.getItems().add(item);
        export.setVisible(true);
    }

    @Override
    public void show(Frame frame) {
        network.show(frame.state());
        tcp.show(frame);
        unix.show(frame);
    }

    /** Where the lab stands. */
    public NetworkMenu network() {
        return network;
    }

    private Button theme(Settings settings) {
        Button button = button(
                "theme",
                "top.theme",
                () -> settings.theme().set(settings.theme().get().other()));
        words.explain("top.theme", button);
        settings.theme().subscribe(theme -> Icons.on(button, theme == Theme.LIGHT ? Feather.MOON : Feather.SUN));
        return button;
    }

    private MenuButton language() {
        MenuButton button = new MenuButton();
        button.setId("language");
        button.accessibleTextProperty().bind(words.say("top.language"));
        ToggleGroup group = new ToggleGroup();
        List<RadioMenuItem> items = List.of(Language.values()).stream()
                .map(language -> {
                    RadioMenuItem item = new RadioMenuItem(language.ownName());
                    item.setId("language-" + language.locale().getLanguage());
                    item.setToggleGroup(group);
                    item.setUserData(language);
                    item.setOnAction(_ -> words.spoken().set(language));
                    return item;
                })
                .toList();
        button.getItems().addAll(items);
        words.spoken().subscribe(language -> {
            button.setText(language.shortName());
            items.forEach(item -> item.setSelected(item.getUserData() == language));
        });
        return button;
    }

    private Button text(String id, String label, String key, Runnable action) {
        Button button = button(id, key, action);
        button.setText(label);
        words.explain(key, button);
        return button;
    }

    private Button button(String id, String key, Runnable action) {
        Button button = new Button();
        button.setId(id);
        button.accessibleTextProperty().bind(words.say(key));
        button.setOnAction(_ -> action.run());
        return button;
    }
}
