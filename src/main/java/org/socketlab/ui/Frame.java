package org.socketlab.ui;

import java.util.List;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState;
import org.socketlab.trace.History;

/**
 * The one moment that all views show together.
 *
 * @param state what is true at the moment shown
 * @param news the facts since the frame before
 * @param whole false where {@code news} does not join on to the frame before (after a jump, a flood, Start over): a view
 *     that keeps what it has seen reads the past anew from {@code history}
 * @param sought true where a person went to this moment, forth or back: it is shown as a window shows it that has just
 *     been opened there
 * @param history the past; a view reads it up to {@code state.seq()} and no further
 */
public record Frame(LabState state, List<Fact> news, boolean whole, boolean sought, History history) {
    public Frame {
        news = List.copyOf(news);
    }

    /** A moment that a view comes to without facts to tell it of. */
    public static Frame of(LabState state, History history) {
        return new Frame(state, List.of(), false, false, history);
    }
}
