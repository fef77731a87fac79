package org.socketlab.picture.ladder;

import org.socketlab.picture.Type;

/**
 * Where the life lines stand; px at 100 %.
 *
 * <pre>
 * calls │ client │        segments        │ listener │ │ server │ calls
 * </pre>
 */
record Rungs(double width, Type type) {
    static final double BAR = 17;
    static final double TOP = 92;
    /** From one call to the next, and from one segment of the handshake to the next. */
    static final double STEP = 40;
    /** How far an arrow falls on its way: time passes. */
    static final double FALL = 18;

    static final double LEAST = 330;

    static Rungs of(double available, Type type) {
        return new Rungs(Math.max(LEAST, Math.floor(available)), type);
    }

    private double margin() {
        return Math.round(Math.clamp(width * 0.25, 96, 150));
    }

    double client() {
        return margin();
    }

    double server() {
        return width - margin() - 8;
    }

    double listener() {
        return Math.round(server() - Math.max(BAR + 5, (server() - client()) * 0.16));
    }

    double end(boolean clientSide) {
        return clientSide ? client() : server();
    }

    /** Where an arrow touches a life line that it reaches from this side. */
    double edge(double line, boolean fromLeft) {
        return fromLeft ? line - BAR / 2 : line + BAR / 2;
    }
}
