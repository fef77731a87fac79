package org.socketlab.picture.diagram;

import org.socketlab.model.SocketStage;

/** What the lab holds back on a socket, as keys of its words and of the sentence on what that does. */
public enum HeldWords {
    NONE("diagram.held.none", "diagram.staged.hint"),
    READ("diagram.held.read", "diagram.held.read.hint"),
    CLOSE("diagram.held.close", "diagram.held.close.hint"),
    BOTH("diagram.held.both", "diagram.held.both.hint");

    private final String words;
    private final String hint;

    HeldWords(String words, String hint) {
        this.words = words;
        this.hint = hint;
    }

    public static HeldWords of(SocketStage stage) {
        if (stage.holdRead()) {
            return stage.holdClose() ? BOTH : READ;
        }
        return stage.holdClose() ? CLOSE : NONE;
    }

    public String words() {
        return words;
    }

    public String hint() {
        return hint;
    }
}
