package org.socketlab.ui;

import java.util.Locale;

/** The languages the window speaks. */
public enum Language {
    ENGLISH(Locale.ENGLISH, "EN", "English"),
    CHINESE(Locale.CHINESE, "中文", "简体中文");

    private final Locale locale;
    private final String shortName;
    private final String ownName;

    Language(Locale locale, String shortName, String ownName) {
        this.locale = locale;
        this.shortName = shortName;
        this.ownName = ownName;
    }

    public Locale locale() {
        return locale;
    }

    /** What the button in the top bar shows. */
    public String shortName() {
        return shortName;
    }

    /** The language's name in itself, so that nobody gets lost in a language they cannot read. */
    public String ownName() {
        return ownName;
    }

    /** The system's language where the lab speaks it, else English. */
    static Language ofSystem() {
        return Locale.getDefault().getLanguage().equals("zh") ? CHINESE : ENGLISH;
    }
}
