package org.socketlab.ui;

/** Something that draws the shown moment. It changes only what differs, so that focus, selection and scroll survive. */
@FunctionalInterface
public interface View {
    /** Shows this moment. JavaFX thread. */
    void show(Frame frame);
}
