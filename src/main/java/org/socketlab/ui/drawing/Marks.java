package org.socketlab.ui.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import javafx.css.PseudoClass;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import javafx.scene.shape.CubicCurve;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Polyline;
import javafx.scene.shape.Shape;
import javafx.scene.shape.StrokeType;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;
import javafx.scene.transform.Rotate;
import javafx.util.Duration;
import org.socketlab.picture.FontFace;
import org.socketlab.picture.FontWidths;
import org.socketlab.picture.Mark;
import org.socketlab.picture.Point;
import org.socketlab.picture.Run;

/**
 * Draws marks as nodes. A mark's style is its node's style class with {@code draw-} before it, its tone a pseudo-class;
 * colours are the style sheets'.
 */
final class Marks {
    private static final String PREFIX = "draw-";
    private static final double TIP_WIDTH = 340;
    private static final Duration TIP_AFTER = Duration.millis(300);
    private static final Duration TIP_STAYS = Duration.seconds(30);

    private Marks() {}

    static List<Node> draw(List<Mark> marks) {
        List<Node> nodes = new ArrayList<>(marks.size());
        for (Mark mark : marks) {
            switch (mark) {
                case Mark.Panel panel -> nodes.add(panel(panel));
                case Mark.Label label -> label(label, nodes);
                case Mark.Upright upright -> nodes.add(upright(upright));
                case Mark.Stroke stroke -> nodes.add(stroke(stroke));
                case Mark.Curve curve -> curve(curve, nodes);
            }
        }
        return nodes;
    }

    private static Node panel(Mark.Panel panel) {
        return dressed(new Framed(panel.area(), panel.radius()), panel, panel.hint());
    }

    /** A text, its Chinese parts in the Chinese face. */
    private static void label(Mark.Label label, List<Node> nodes) {
        double x = label.x();
        for (Run run : Run.of(label.text())) {
            FontFace face = run.chinese() ? label.face().chinese() : label.face();
            Text node = new Text(x, label.baseline(), run.text());
            node.setTextOrigin(VPos.BASELINE);
            node.setFont(font(face, label.size()));
            nodes.add(dressed(node, label, label.hint()));
            x += FontWidths.of(face).width(run.text(), label.size());
        }
    }

    private static Node upright(Mark.Upright upright) {
        double width = FontWidths.of(upright.face()).width(upright.text(), upright.size());
        double x = upright.area().centerX();
        double y = upright.area().centerY();
        Text node = new Text(x - width / 2, y + upright.size() * 0.36, upright.text());
        node.setTextOrigin(VPos.BASELINE);
        node.setFont(font(upright.face(), upright.size()));
        node.getTransforms().add(new Rotate(-90, x, y));
        return dressed(node, upright, upright.hint());
    }

    private static Font font(FontFace face, double size) {
        return Font.font(face.family(), face.bold() ? FontWeight.BOLD : FontWeight.NORMAL, size);
    }

    private static Node stroke(Mark.Stroke stroke) {
        double[] places = places(stroke.points());
        Shape shape = stroke.closed() ? new Polygon(places) : new Polyline(places);
        shape.setStrokeType(stroke.closed() ? StrokeType.INSIDE : StrokeType.CENTERED);
        return dressed(shape, stroke, stroke.hint());
    }

    private static void curve(Mark.Curve curve, List<Node> nodes) {
        Point end = curve.end();
        CubicCurve line = new CubicCurve(
                curve.from().x(),
                curve.from().y(),
                curve.leaving().x(),
                curve.leaving().y(),
                curve.arriving().x(),
                curve.arriving().y(),
                end.x(),
                end.y());
        if (!curve.hint().isEmpty()) {
            nodes.add(touched(line, curve));
        }
        nodes.add(dressed(line, curve, curve.hint()));
        if (curve.head()) {
            nodes.add(head(curve));
        }
    }

    /** A thin line is hard to point at: this one lies beneath it unseen, and is as thick as a finger. */
    private static Node touched(CubicCurve line, Mark.Curve curve) {
        CubicCurve wide = new CubicCurve(
                line.getStartX(),
                line.getStartY(),
                line.getControlX1(),
                line.getControlY1(),
                line.getControlX2(),
                line.getControlY2(),
                line.getEndX(),
                line.getEndY());
        wide.getStyleClass().add(PREFIX + "touch");
        hinted(wide, curve.hint());
        return wide;
    }

    private static Node head(Mark.Curve curve) {
        Polygon head = new Polygon(places(curve.headShape()));
        head.getStyleClass().add(PREFIX + curve.style() + "-head");
        tone(head, curve.tone());
        return head;
    }

    private static double[] places(List<Point> points) {
        return points.stream()
                .flatMapToDouble(point -> DoubleStream.of(point.x(), point.y()))
                .toArray();
    }

    private static Node dressed(Shape shape, Mark mark, String hint) {
        shape.getStyleClass().add(PREFIX + mark.style());
        tone(shape, mark.tone());
        hinted(shape, hint);
        return shape;
    }

    /** The tip is made when the pointer first comes: each is a window of its own, and a picture has hundreds. */
    private static void hinted(Shape shape, String hint) {
        if (hint.isEmpty()) {
            return;
        }
        shape.setOnMouseEntered(_ -> {
            shape.setOnMouseEntered(null);
            Tooltip tip = new Tooltip(hint);
            tip.setWrapText(true);
            tip.setMaxWidth(TIP_WIDTH);
            tip.setShowDelay(TIP_AFTER);
            tip.setShowDuration(TIP_STAYS);
            Tooltip.install(shape, tip);
        });
    }

    private static void tone(Node node, String tone) {
        if (!tone.isEmpty()) {
            node.pseudoClassStateChanged(PseudoClass.getPseudoClass(tone), true);
        }
    }
}
