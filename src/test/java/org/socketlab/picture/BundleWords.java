package org.socketlab.picture;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The window's own texts, without the window. */
public record BundleWords(Locale language) implements Words {
    public static final BundleWords ENGLISH = new BundleWords(Locale.ENGLISH);
    public static final BundleWords CHINESE = new BundleWords(Locale.CHINESE);

    @Override
    public String text(String key, Object... args) {
        ResourceBundle bundle = ResourceBundle.getBundle("org.socketlab.ui.messages", language);
        String pattern = bundle.containsKey(key) ? bundle.getString(key) : key;
        return new MessageFormat(pattern, Locale.ROOT).format(args);
    }
}
