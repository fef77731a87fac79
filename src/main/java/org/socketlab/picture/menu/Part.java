package org.socketlab.picture.menu;

import java.util.List;

/**
 * The choices of a menu that concern one thing.
 *
 * @param title which thing; empty where that is what the menu was opened on
 */
public record Part(String title, List<Choice> choices) {
    public Part {
        choices = List.copyOf(choices);
    }
}
