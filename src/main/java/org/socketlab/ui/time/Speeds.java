package org.socketlab.ui.time;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleGroup;
import org.socketlab.ui.FxBridge;
import org.socketlab.ui.Messages;

/** How fast facts are played: as they were, or up to a thousand times slower, in steps of one, two and five. */
final class Speeds extends MenuButton {
    private static final List<Integer> SLOWER = List.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000);

    Speeds(Messages words, FxBridge bridge) {
        setId("speed");
        getStyleClass().add("speeds");
        ToggleGroup group = new ToggleGroup();
        List<RadioMenuItem> items = new ArrayList<>();
        for (int slower : SLOWER) {
            RadioMenuItem item = new RadioMenuItem(sign(slower));
            item.setId("speed-" + slower);
            item.setToggleGroup(group);
            item.setOnAction(_ -> bridge.chooseSpeed(slower));
            items.add(item);
        }
        getItems().addAll(items);
        accessibleTextProperty().bind(words.say("time.speed"));
        words.explain("time.speed.hint", this);
        bridge.slower().subscribe(slower -> {
            setText(sign(slower.intValue()));
            items.forEach(item -> item.setSelected(item.getText().equals(getText())));
        });
    }

    private static String sign(int slower) {
        return slower == 1 ? "1×" : slower < 1_000 ? "1/" + slower : "1/1,000";
    }
}
