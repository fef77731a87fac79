package org.socketlab.lesson;

import java.util.Locale;

/** A text in both languages, so that a lesson never falls back on one that its reader does not know. */
public record Both(String en, String zh) {
    public String in(Locale language) {
        return language.getLanguage().equals("zh") ? zh : en;
    }
}
