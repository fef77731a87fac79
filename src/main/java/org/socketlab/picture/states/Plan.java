package org.socketlab.picture.states;

import java.util.List;
import org.socketlab.model.SocketState;
import org.socketlab.model.TcpState;
import org.socketlab.model.UnixState;
import org.socketlab.picture.Point;
import org.socketlab.picture.Rect;

/**
 * Where the states stand and how the ways run between them; px at 100 %.
 *
 * <pre>
 *            CLOSED ◄───────────┐
 *   LISTEN            SYN_SENT  │
 *   SYN_RECV                    │
 *          ESTABLISHED          │
 *   FIN_WAIT1        CLOSE_WAIT │
 *   FIN_WAIT2 CLOSING  LAST_ACK─┤
 *           TIME_WAIT ──────────┘
 * </pre>
 */
record Plan(double width, double top) {
    static final double LEAST = 300;
    static final double BOX_HEIGHT = 40;
    private static final double PITCH = 90;
    private static final double WORDS_FROM = 390;

    static Plan of(double available, double top) {
        return new Plan(Math.max(LEAST, Math.floor(available)), top);
    }

    /** Whether there is room for words beside the arrows; a narrow picture keeps them for the pointer. */
    boolean wordy() {
        return width >= WORDS_FROM;
    }

    double boxWidth() {
        return wordy() ? 108 : 92;
    }

    private double left() {
        return 2 + boxWidth() / 2;
    }

    private double right() {
        return width - (wordy() ? 17 : 11) - boxWidth() / 2;
    }

    private double centre() {
        return Math.round((left() + right()) / 2);
    }

    private double rail() {
        return width - 4;
    }

    private double row(int row) {
        return top + row * PITCH;
    }

    Rect box(SocketState state) {
        return switch (state) {
            case TcpState tcp ->
                switch (tcp) {
                    case CLOSED -> box(centre(), 0);
                    case LISTEN -> box(left(), 1);
                    case SYN_SENT -> box(right(), 1);
                    case SYN_RECV -> box(left(), 2);
                    case ESTABLISHED -> box(centre(), 3);
                    case FIN_WAIT1 -> box(left(), 4);
                    case CLOSE_WAIT -> box(right(), 4);
                    case FIN_WAIT2 -> box(left(), 5);
                    case CLOSING -> box(centre(), 5);
                    case LAST_ACK -> box(right(), 5);
                    case TIME_WAIT -> box(centre(), 6);
                };
            case UnixState unix ->
                switch (unix) {
                    case UNCONNECTED -> box(centre(), 0);
                    case LISTEN -> box(left(), 1);
                    case CONNECTED -> box(right(), 1);
                };
        };
    }

    private Rect box(double middle, int row) {
        return new Rect(Math.round(middle - boxWidth() / 2), row(row), boxWidth(), BOX_HEIGHT);
    }

    double bottom(boolean unix) {
        return row(unix ? 1 : 6) + BOX_HEIGHT;
    }

    /** A way's line: corners first, straight from one to the next, then the curve that ends in the arrow's head. */
    record Line(List<Point> corners, Point from, Point leaving, Point arriving, Point to) {}

    Line line(Way way) {
        Rect from = box(way.from());
        Rect to = box(way.to());
        return switch (way) {
            case LISTEN, UNIX_LISTEN -> bent(new Point(from.x(), from.centerY()), top(to, 0));
            case CONNECT, UNIX_CONNECT -> bent(new Point(from.right(), from.centerY() + 6), top(to, 0));
            case SYN, FIN_ACKED, CLOSE_TOO -> straight(bottom(from, -shift()), top(to, -shift()));
            case BOTH_SYN -> elbow(bottom(from, -30), new Point(to.right(), to.centerY()));
            case ACK -> elbow(bottom(from, -shift()), new Point(to.x(), to.centerY()));
            case SYN_ACK -> elbow(bottom(from, shift()), new Point(to.right(), to.centerY()));
            case CLOSE -> falling(bottom(from, -24), top(to, 16));
            case FIN -> falling(bottom(from, 24), top(to, shift()));
            case BOTH_FIN -> bent(new Point(from.right(), from.centerY()), top(to, 8));
            case FIN_AND_ACK -> falling(bottom(from, 38), top(to, -boxWidth() / 2 + 12));
            case OTHER_FIN -> elbow(bottom(from, -shift()), new Point(to.x(), to.centerY()));
            case CLOSING_ACKED -> straight(bottom(from, 8), top(to, 8));
            case LAST_ACKED -> home(from);
            case TIMEOUT -> home(from);
        };
    }

    private double shift() {
        return wordy() ? 18 : 0;
    }

    private static Point top(Rect box, double dx) {
        return new Point(box.centerX() + dx, box.y());
    }

    private static Point bottom(Rect box, double dx) {
        return new Point(box.centerX() + dx, box.bottom());
    }

    private static Line straight(Point from, Point to) {
        return new Line(List.of(), from, from, from, to);
    }

    /** Sideways first, then down. */
    private static Line bent(Point from, Point to) {
        return new Line(List.of(), from, new Point(to.x(), from.y()), new Point(to.x(), from.y() + 8), to);
    }

    /** Down first, then sideways. */
    private static Line elbow(Point from, Point to) {
        double dx = Math.signum(to.x() - from.x());
        return new Line(List.of(), from, new Point(from.x(), to.y()), new Point(from.x() + dx * 8, to.y()), to);
    }

    private static Line falling(Point from, Point to) {
        double middle = (from.y() + to.y()) / 2;
        return new Line(List.of(), from, new Point(from.x(), middle), new Point(to.x(), middle), to);
    }

    /** Along the right edge up to CLOSED. */
    private Line home(Rect from) {
        Rect closed = box(TcpState.CLOSED);
        double y = closed.centerY() - 8;
        Point last = new Point(rail(), y);
        return new Line(
                List.of(new Point(from.right(), from.centerY()), new Point(rail(), from.centerY()), last),
                last,
                last,
                last,
                new Point(closed.right(), y));
    }

    /**
     * Where a way's words stand.
     *
     * @param x their left edge, or their right one where they are set against it
     * @param y the upper edge of the first line
     */
    record Place(double x, double y, boolean fromRight) {}

    Place words(Way way) {
        Rect from = box(way.from());
        Rect to = box(way.to());
        double under = from.bottom() + 10;
        return switch (way) {
            case LISTEN, UNIX_LISTEN -> new Place(to.centerX() + 6, under + 2, false);
            case CONNECT, UNIX_CONNECT -> new Place(to.centerX() - 6, under - 2, true);
            case SYN, FIN_ACKED -> new Place(from.centerX() - shift() + 7, under, false);
            case BOTH_SYN -> new Place(from.centerX() - 36, under - 6, true);
            case ACK -> new Place(from.centerX() - shift() + 7, under, false);
            case SYN_ACK -> new Place(from.centerX() + shift() - 7, from.bottom() + PITCH - 14, true);
            case CLOSE -> new Place(box(TcpState.ESTABLISHED).centerX() - 56, under + 2, false);
            case FIN -> new Place(to.centerX() + shift() + 7, under, false);
            case BOTH_FIN -> new Place(to.centerX() + 14, under, false);
            case FIN_AND_ACK -> new Place(to.centerX() + 1, under, true);
            case OTHER_FIN -> new Place(from.centerX() - shift() + 7, under, false);
            case CLOSING_ACKED -> new Place(from.centerX() + 14, under, false);
            case CLOSE_TOO -> new Place(from.centerX() - shift() + 7, under, false);
            case LAST_ACKED -> new Place(from.right() + 6, under - 4, true);
            case TIMEOUT -> new Place(from.right() + 10, from.centerY() - 21, false);
        };
    }
}
