package org.socketlab.picture;

import java.util.Locale;

/** Texts of the interface in the user's language. */
public interface Words {
    /** The text of a key, its {@code {0}}, {@code {1}} … replaced. */
    String text(String key, Object... args);

    /** The language of the texts. */
    Locale language();
}
