package org.socketlab.ui.diagram;

import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.socketlab.picture.Act;
import org.socketlab.picture.menu.Choice;
import org.socketlab.picture.menu.Part;

/** Shows what can be done with a socket; what cannot says why. FX thread only. */
final class SocketMenuView {
    private static final String BECAUSE = ": ";

    private final Consumer<Act> chosen;
    private final ContextMenu menu = new ContextMenu();

    SocketMenuView(Consumer<Act> chosen) {
        this.chosen = chosen;
        menu.setId("socket-menu");
    }

    /** Opens it there in place of the one before. */
    void open(List<Part> parts, Node on, double screenX, double screenY) {
        menu.hide();
        menu.getItems().clear();
        for (Part part : parts) {
            if (!menu.getItems().isEmpty()) {
                menu.getItems().add(new SeparatorMenuItem());
            }
            if (!part.title().isEmpty()) {
                menu.getItems().add(title(part.title()));
            }
            part.choices().forEach(choice -> menu.getItems().add(item(choice)));
        }
        menu.show(on, screenX, screenY);
    }

    /** Closes it: what it was opened on is no more. */
    void close() {
        menu.hide();
    }

    private static MenuItem title(String text) {
        MenuItem title = new MenuItem(text);
        title.setMnemonicParsing(false);
        title.setDisable(true);
        title.getStyleClass().add("menu-title");
        return title;
    }

    private MenuItem item(Choice choice) {
        MenuItem item = new MenuItem(choice.possible() ? choice.text() : choice.text() + BECAUSE + choice.refused());
        item.setMnemonicParsing(false);
        item.setDisable(!choice.possible());
        item.setOnAction(_ -> chosen.accept(choice.act()));
        return item;
    }
}
