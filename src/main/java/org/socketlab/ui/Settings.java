package org.socketlab.ui;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;

/** What the window remembers between two starts. A value that cannot be read is as if it were not there. */
public final class Settings {
    private static final double WIDTH = 1_440;
    private static final double HEIGHT = 900;
    private static final double LEAST_SIZE = 640;
    private static final double MOST_SIZE = 16_384;

    private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>(Theme.LIGHT);
    private final Messages messages;
    private final TextSize textSize = new TextSize();
    private final BooleanProperty lecture = new SimpleBooleanProperty();
    private final DoubleProperty width = new SimpleDoubleProperty(WIDTH);
    private final DoubleProperty height = new SimpleDoubleProperty(HEIGHT);
    private final DoubleProperty inspectorAt = new SimpleDoubleProperty(0.68);
    private final DoubleProperty consolesAt = new SimpleDoubleProperty(0.68);

    public Settings(Messages messages) {
        this.messages = messages;
        messages.spoken().set(Language.ofSystem());
    }

    /** Settings of its own for a window that may be left, the same as these in all, and held by them no more than its words. */
    Settings within(Messages own) {
        Language language = own.spoken().get();
        Settings same = new Settings(own);
        own.spoken().set(language);
        same.theme.bindBidirectional(theme);
        same.textSize.percent().bindBidirectional(textSize.percent());
        same.lecture.bindBidirectional(lecture);
        same.width.bindBidirectional(width);
        same.height.bindBidirectional(height);
        same.inspectorAt.bindBidirectional(inspectorAt);
        same.consolesAt.bindBidirectional(consolesAt);
        return same;
    }

    public ObjectProperty<Theme> theme() {
        return theme;
    }

    public TextSize textSize() {
        return textSize;
    }

    public BooleanProperty lecture() {
        return lecture;
    }

    public DoubleProperty width() {
        return width;
    }

    public DoubleProperty height() {
        return height;
    }

    /** Where the inspector begins, as a part of the window's width. */
    DoubleProperty inspectorAt() {
        return inspectorAt;
    }

    /** Where the consoles begin, as a part of the height below the bars. */
    DoubleProperty consolesAt() {
        return consolesAt;
    }

    /** Takes over what is there and can be read. */
    void read(Map<String, String> from) {
        read(from, "theme", word -> theme.set(Theme.valueOf(word.toUpperCase(Locale.ROOT))));
        read(from, "language", word -> messages.spoken().set(Language.valueOf(word.toUpperCase(Locale.ROOT))));
        read(from, "text-size", word -> textSize.set(Integer.parseInt(word)));
        read(from, "lecture", word -> lecture.set(Boolean.parseBoolean(word)));
        read(from, "width", word -> width.set(Math.clamp(number(word), LEAST_SIZE, MOST_SIZE)));
        read(from, "height", word -> height.set(Math.clamp(number(word), LEAST_SIZE * 0.75, MOST_SIZE)));
        read(from, "inspector-at", word -> inspectorAt.set(Math.clamp(number(word), 0.3, 0.9)));
        read(from, "consoles-at", word -> consolesAt.set(Math.clamp(number(word), 0.2, 0.9)));
    }

    /** All of it, by name. */
    Map<String, String> written() {
        Map<String, String> to = new TreeMap<>();
        to.put("theme", theme.get().name().toLowerCase(Locale.ROOT));
        to.put("language", messages.spoken().get().name().toLowerCase(Locale.ROOT));
        to.put("text-size", Integer.toString(textSize.percent().get()));
        to.put("lecture", Boolean.toString(lecture.get()));
        to.put("width", Double.toString(width.get()));
        to.put("height", Double.toString(height.get()));
        to.put("inspector-at", Double.toString(inspectorAt.get()));
        to.put("consoles-at", Double.toString(consolesAt.get()));
        return to;
    }

    private static double number(String word) {
        double number = Double.parseDouble(word);
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("no size: " + word);
        }
        return number;
    }

    private interface Reader {
        void read(String word);
    }

    private static void read(Map<String, String> from, String name, Reader reader) {
        String word = from.get(name);
        if (word == null) {
            return;
        }
        try {
            reader.read(word);
        } catch (IllegalArgumentException unreadable) {
            // As if it were not there: a broken settings file never stops the start, and is whole again at the end.
        }
    }
}
