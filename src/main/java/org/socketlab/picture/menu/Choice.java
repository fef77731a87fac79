package org.socketlab.picture.menu;

import org.socketlab.picture.Act;

/**
 * One line of a menu.
 *
 * @param refused why it cannot be chosen now, in words; empty where it can
 */
public record Choice(String text, Act act, String refused) {
    Choice(String text, Act act) {
        this(text, act, "");
    }

    public boolean possible() {
        return refused.isEmpty();
    }
}
