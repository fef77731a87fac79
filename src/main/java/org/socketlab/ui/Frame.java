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
 * @param history the past; a view reads it up to {@code state.seq()} and no further
 */
public record Frame(LabState state, List<Fact> news, boolean whole, History history) {
    public Frame {
        news = List.copyOf(news);
    }
}
