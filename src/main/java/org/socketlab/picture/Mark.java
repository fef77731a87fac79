package org.socketlab.picture;

import java.util.List;

/**
 * One stroke of a picture, placed from its item's upper left corner.
 *
 * <p>{@code style} and {@code tone} name what a style sheet colours: the style what the mark is ({@code box}), the tone
 * how it stands ({@code established}), empty where that makes no difference. {@code hint} is the sentence that a pointer
 * over the mark brings up, empty where there is none.
 */
public sealed interface Mark {
    String style();

    String tone();

    /** A filled and outlined rectangle with round corners of that radius. */
    record Panel(Rect area, double radius, String style, String tone, String hint) implements Mark {
        public Panel(Rect area, double radius, String style, String tone) {
            this(area, radius, style, tone, "");
        }
    }

    /**
     * One line of text.
     *
     * @param x where it begins
     * @param baseline where it stands
     * @param size font size, px at 100 %
     */
    record Label(
            double x, double baseline, String text, FontFace face, double size, String style, String tone, String hint)
            implements Mark {

        public Label(double x, double baseline, String text, FontFace face, double size, String style) {
            this(x, baseline, text, face, size, style, "", "");
        }

        public double width() {
            return FontWidths.of(face).width(text, size);
        }

        /** What it covers: from its capitals' height to its descenders, as all the bundled faces keep within. */
        public Rect area() {
            return new Rect(x, baseline - size * 0.8, width(), size);
        }

        public Label hinted(String hint) {
            return new Label(x, baseline, text, face, size, style, tone, hint);
        }

        public Label at(double x, double baseline) {
            return new Label(x, baseline, text, face, size, style, tone, hint);
        }
    }

    /** A text that runs upward, in the middle of {@code area}. */
    record Upright(Rect area, String text, FontFace face, double size, String style, String tone, String hint)
            implements Mark {}

    /** A line through these points, straight from one to the next; {@code closed} joins the last to the first. */
    record Stroke(List<Point> points, boolean closed, String style, String tone, String hint) implements Mark {
        public Stroke(List<Point> points, boolean closed, String style, String tone) {
            this(points, closed, style, tone, "");
        }

        public Stroke {
            points = List.copyOf(points);
        }
    }

    /** A cubic curve (Bézier); {@code head} draws an arrow's head where it ends. */
    record Curve(
            Point from, Point leaving, Point arriving, Point to, boolean head, String style, String tone, String hint)
            implements Mark {
        public Curve(Point from, Point leaving, Point arriving, Point to, boolean head, String style, String tone) {
            this(from, leaving, arriving, to, head, style, tone, "");
        }

        private static final double HEAD_LENGTH = 9;
        private static final double HEAD_HALF = 3.5;

        /** Where its line ends: within the head, where it has one. */
        public Point end() {
            Point unit = direction();
            return head ? new Point(to.x() - unit.x() * (HEAD_LENGTH - 1), to.y() - unit.y() * (HEAD_LENGTH - 1)) : to;
        }

        /** The three corners of its head. */
        public List<Point> headShape() {
            Point unit = direction();
            double baseX = to.x() - unit.x() * HEAD_LENGTH;
            double baseY = to.y() - unit.y() * HEAD_LENGTH;
            return List.of(
                    to,
                    new Point(baseX - unit.y() * HEAD_HALF, baseY + unit.x() * HEAD_HALF),
                    new Point(baseX + unit.y() * HEAD_HALF, baseY - unit.x() * HEAD_HALF));
        }

        /** The direction in which it arrives, of length 1. */
        private Point direction() {
            Point before = arriving.equals(to) ? from : arriving;
            double dx = to.x() - before.x();
            double dy = to.y() - before.y();
            double length = Math.max(1e-6, Math.hypot(dx, dy));
            return new Point(dx / length, dy / length);
        }
    }
}
