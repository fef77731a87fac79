package org.socketlab.ui;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.Control;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import org.socketlab.picture.Words;

/**
 * The window's texts, from {@code messages_en.properties} and {@code messages_zh.properties} beside this class.
 *
 * <p>Arguments are put in as they read, never grouped or rounded: a port is 1208, not 1,208. JavaFX thread only.
 */
public final class Messages implements Words {
    private static final String BUNDLE = "org.socketlab.ui.messages";

    private final ObjectProperty<Language> spoken = new SimpleObjectProperty<>(Language.ENGLISH);

    /** The language spoken now; whatever is bound to {@link #say} follows it. */
    public ObjectProperty<Language> spoken() {
        return spoken;
    }

    /**
     * Messages of their own for a window that may be left before the others: they speak the same language, but these here
     * hold neither them nor what listens to them (bindBidirectional() holds both sides weakly).
     */
    Messages within() {
        Messages own = new Messages();
        own.spoken.bindBidirectional(spoken);
        return own;
    }

    @Override
    public Locale language() {
        return spoken.get().locale();
    }

    /** The text of a key; a key that the bundle lacks stands for itself, so that a slip never stops the window. */
    @Override
    public String text(String key, Object... args) {
        ResourceBundle bundle = ResourceBundle.getBundle(BUNDLE, language());
        String pattern = bundle.containsKey(key) ? bundle.getString(key) : key;
        Object[] words = Arrays.stream(args).map(String::valueOf).toArray();
        return new MessageFormat(pattern, Locale.ROOT).format(words);
    }

    /** The text of a key as it changes with the language. */
    public StringBinding say(String key, Object... args) {
        return Bindings.createStringBinding(() -> text(key, args), spoken);
    }

    /**
     * Gives a control a tooltip that says the text of a key. It is made when the pointer first comes: each is a window of
     * its own, and a dozen of them would hold up the first frame.
     */
    public void explain(String key, Control control, Object... args) {
        control.addEventHandler(MouseEvent.MOUSE_ENTERED, _ -> {
            if (control.getTooltip() == null) {
                Tooltip tooltip = new Tooltip();
                tooltip.textProperty().bind(say(key, args));
                tooltip.setWrapText(true);
                control.setTooltip(tooltip);
            }
        });
    }
}
