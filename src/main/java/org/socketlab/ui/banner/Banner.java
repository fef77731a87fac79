package org.socketlab.ui.banner;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.socketlab.ui.Icons;
import org.socketlab.ui.Messages;
import org.socketlab.ui.Sheets;

/** Notices one below the other, the newest on top, at most three; each stays until it is read and closed. */
public final class Banner extends VBox {
    private static final int MOST = 3;

    private final Messages words;
    private final List<Notice> notices = new ArrayList<>();

    public Banner(Messages words) {
        this.words = words;
        getStyleClass().add("banner");
        getStylesheets().add(Sheets.of(Banner.class, "banner.css"));
        words.spoken().subscribe(this::draw);
    }

    /** Shows a notice, in the place of one with the same key. */
    public void show(Notice notice) {
        notices.removeIf(other -> other.key().equals(notice.key()));
        notices.addFirst(notice);
        if (notices.size() > MOST) {
            notices.removeLast();
        }
        draw();
    }

    /** Takes a notice away, where it is there. */
    public void close(String key) {
        if (notices.removeIf(notice -> notice.key().equals(key))) {
            draw();
        }
    }

    /** Takes all away. */
    public void clear() {
        notices.clear();
        draw();
    }

    private void draw() {
        getChildren().setAll(notices.stream().map(this::row).toList());
    }

    private Node row(Notice notice) {
        Label icon = new Label();
        Icons.on(icon, Feather.ALERT_TRIANGLE);
        Label what = new Label(notice.what().apply(words));
        what.getStyleClass().add("what");
        what.setWrapText(true);
        Label more = new Label(notice.more().apply(words));
        more.getStyleClass().add("more");
        more.setWrapText(true);
        VBox text = new VBox(what, more);
        text.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox row = new HBox(icon, text);
        for (Notice.Choice choice : notice.choices()) {
            Button button = new Button(choice.label().apply(words));
            button.setId(choice.id());
            button.setMinWidth(USE_PREF_SIZE);
            button.setOnAction(_ -> {
                close(notice.key());
                choice.action().run();
            });
            row.getChildren().add(button);
        }
        Button close = new Button();
        Icons.on(close, Feather.X);
        close.getStyleClass().add("icon");
        close.setId("banner-close");
        close.setAccessibleText(words.text("banner.close"));
        close.setOnAction(_ -> close(notice.key()));
        row.getChildren().add(close);
        row.getStyleClass().add("notice");
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }
}
