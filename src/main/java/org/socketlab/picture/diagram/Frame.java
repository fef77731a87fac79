package org.socketlab.picture.diagram;

import org.socketlab.picture.Rect;

/**
 * Where the columns stand: fd rows, sockets, wires, sockets, fd rows; px at 100 %.
 *
 * <pre>
 * margin │ column │ arrow │ box │ gap (wires) │ box │ arrow │ column │ margin
 * </pre>
 *
 * Where there is little height, LISTEN sockets take one line each, as wide as box and gap allow.
 */
record Frame(double width, boolean dense, double margin, double column, double arrow, double box) {
    static final double TOP = 10;
    static final double HEAD = 32;
    static final double LANES = TOP + HEAD + 10;
    /** From one pair to the next: a box, and above it room for what a pill says of its time. */
    static final double LANE = 53;

    static final double BOX = 44;
    /** Where, below a lane's top, wires and arrows run: through the middle of the state's word. */
    static final double WIRE = 15;

    static final double LINE = 20;
    static final double CARD_HEAD = 28;
    static final double CARD_GAP = 10;

    private static final double LEAST = 704;
    private static final double IDEAL = 976;
    private static final double WIDE = 1500;

    private static final double LISTENER_APART = 4;
    private static final double DENSE_LISTENER = 29;
    private static final double DENSE_TIE = 22;

    static Frame of(double available, boolean dense) {
        double width = Math.max(LEAST, Math.floor(available));
        double ease = Math.min(1, (width - LEAST) / (IDEAL - LEAST));
        double more = Math.clamp((width - IDEAL) / (WIDE - IDEAL), 0, 1);
        return new Frame(
                width,
                dense,
                Math.round(between(2, 14, ease)),
                Math.round(between(142, 190, ease) + 60 * more),
                Math.round(between(14, 24, ease) + 12 * more),
                Math.round(between(144, 186, ease) + 50 * more));
    }

    private static double between(double least, double most, double part) {
        return least + (most - least) * part;
    }

    double leftColumn() {
        return margin;
    }

    double rightColumn() {
        return width - margin - column;
    }

    double leftBox() {
        return margin + column + arrow;
    }

    double rightBox() {
        return width - margin - column - arrow - box;
    }

    double gap() {
        return rightBox() - leftBox() - box;
    }

    double middle() {
        return width / 2;
    }

    double column(boolean right) {
        return right ? rightColumn() : leftColumn();
    }

    Rect box(boolean right, double y) {
        return new Rect(right ? rightBox() : leftBox(), y, box, BOX);
    }

    /** How high a LISTEN socket's box is. */
    double listenerHeight() {
        return dense ? DENSE_LISTENER : BOX;
    }

    /** From one LISTEN socket to the next. */
    double listenerPitch() {
        return listenerHeight() + LISTENER_APART;
    }

    /** Where a LISTEN socket's box begins. */
    double listenerLeft() {
        return dense ? leftBox() + box + DENSE_TIE : rightBox();
    }

    Rect listener(double y) {
        return new Rect(listenerLeft(), y, rightBox() + box - listenerLeft(), listenerHeight());
    }

    Rect row(boolean right, double y) {
        return new Rect(column(right) + 5, y, column - 10, BOX);
    }

    /** The kernel's ground from {@code top} to {@code bottom}: a little into the arrows' room. */
    Rect kernel(double top, double bottom) {
        double inset = Math.round(arrow * 0.4);
        return new Rect(margin + column + inset, top, width - 2 * (margin + column + inset), bottom - top);
    }
}
