package org.socketlab.export;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.socketlab.model.Evidence;
import org.socketlab.picture.FontFace;
import org.socketlab.picture.FontWidths;
import org.socketlab.picture.Item;
import org.socketlab.picture.Mark;
import org.socketlab.picture.Picture;
import org.socketlab.picture.Point;
import org.socketlab.picture.Rect;
import org.socketlab.picture.Run;

/**
 * Pictures as SVG 1.1: the same shapes, places and texts that the window draws. Each item is a group that carries how it is
 * known ({@code data-evidence}) and the facts behind it ({@code data-facts}).
 */
public final class Svg {
    private static final String PREFIX = ".draw-";

    private final StyleRules rules;
    private final StringBuilder xml = new StringBuilder();

    private Svg(Palette palette) {
        rules = new StyleRules(palette);
    }

    /** These pictures one below the other, a thin line between. */
    public static String of(List<Picture> pictures, Palette palette) {
        return new Svg(palette).drawing(pictures);
    }

    private String drawing(List<Picture> pictures) {
        double width = pictures.stream().mapToDouble(Picture::width).max().orElse(0);
        double height = pictures.stream().mapToDouble(Picture::height).sum();
        xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"");
        attribute("width", number(width));
        attribute("height", number(height));
        attribute("viewBox", "0 0 " + number(width) + " " + number(height));
        xml.append(">\n");
        Map<String, String> page = new LinkedHashMap<>();
        page.put("width", "100%");
        page.put("height", "100%");
        page.put("fill", rules.colour("-lab-page"));
        element("rect", page);
        double y = 0;
        for (Picture picture : pictures) {
            if (y > 0) {
                line(width, y);
            }
            xml.append("<g transform=\"translate(0 ").append(number(y)).append(")\">\n");
            picture.items().forEach(this::item);
            xml.append("</g>\n");
            y += picture.height();
        }
        return xml.append("</svg>\n").toString();
    }

    private void line(double width, double y) {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("d", "M0 " + number(y) + "H" + number(width));
        line.put("stroke", rules.colour("-lab-border"));
        element("path", line);
    }

    private void item(Item item) {
        xml.append("<g");
        attribute(
                "transform",
                "translate(" + number(item.area().x()) + " "
                        + number(item.area().y()) + ")");
        attribute("data-evidence", item.evidence().word());
        if (!item.seqs().isEmpty()) {
            attribute("data-facts", item.seqs().stream().map(String::valueOf).collect(Collectors.joining(" ")));
        }
        xml.append('>');
        title(item.name());
        xml.append('\n');
        Set<String> classes = classes(item);
        item.marks().forEach(mark -> mark(mark, classes));
        xml.append("</g>\n");
    }

    private static Set<String> classes(Item item) {
        Set<String> classes = new HashSet<>();
        classes.add(".draw-item");
        classes.add(".draw-item-" + item.kind().name().toLowerCase(Locale.ROOT));
        if (item.lit()) {
            classes.add(":lit");
        }
        if (item.evidence() != Evidence.OBSERVED) {
            classes.add(":" + item.evidence().word());
        }
        return classes;
    }

    private Map<String, String> look(Mark mark, String part, Set<String> item) {
        Set<String> own = mark.tone().isEmpty()
                ? Set.of(PREFIX + mark.style() + part)
                : Set.of(PREFIX + mark.style() + part, ":" + mark.tone());
        return new LinkedHashMap<>(rules.look(item, own));
    }

    private void mark(Mark mark, Set<String> item) {
        switch (mark) {
            case Mark.Panel panel -> panel(panel, look(panel, "", item));
            case Mark.Label label -> label(label, look(label, "", item));
            case Mark.Upright upright -> upright(upright, look(upright, "", item));
            case Mark.Stroke stroke -> stroke(stroke, look(stroke, "", item));
            case Mark.Curve curve -> {
                curve(curve, look(curve, "", item));
                if (curve.head()) {
                    polygon(curve.headShape(), look(curve, "-head", item));
                }
            }
        }
    }

    /** The outline lies within the area, as in the window. */
    private void panel(Mark.Panel panel, Map<String, String> look) {
        double thick = look.getOrDefault("stroke", "none").equals("none")
                ? 0
                : Double.parseDouble(look.getOrDefault("stroke-width", "1"));
        Rect area = panel.area();
        Map<String, String> rect = new LinkedHashMap<>();
        rect.put("x", number(area.x() + thick / 2));
        rect.put("y", number(area.y() + thick / 2));
        rect.put("width", number(Math.max(0, area.width() - thick)));
        rect.put("height", number(Math.max(0, area.height() - thick)));
        rect.put("rx", number(Math.max(0, panel.radius() - thick / 2)));
        rect.putAll(look);
        element("rect", rect, panel.hint());
    }

    private void label(Mark.Label label, Map<String, String> look) {
        double x = label.x();
        for (Run run : Run.of(label.text())) {
            FontFace face = run.chinese() ? label.face().chinese() : label.face();
            double wide = FontWidths.of(face).width(run.text(), label.size());
            Map<String, String> text = new LinkedHashMap<>();
            text.put("x", number(x));
            text.put("y", number(label.baseline()));
            text(text, face, label.size(), wide, look);
            content(text, run.text(), label.hint());
            x += wide;
        }
    }

    private void upright(Mark.Upright upright, Map<String, String> look) {
        double wide = FontWidths.of(upright.face()).width(upright.text(), upright.size());
        double x = upright.area().centerX();
        double y = upright.area().centerY();
        Map<String, String> text = new LinkedHashMap<>();
        text.put("x", number(x - wide / 2));
        text.put("y", number(y + upright.size() * 0.36));
        text.put("transform", "rotate(-90 " + number(x) + " " + number(y) + ")");
        text(text, upright.face(), upright.size(), wide, look);
        content(text, upright.text(), upright.hint());
    }

    /** Where the lab's own typeface is missing, another is fitted to the width that the picture was measured with. */
    private static void text(
            Map<String, String> text, FontFace face, double size, double wide, Map<String, String> look) {
        text.put("font-family", families(face));
        text.put("font-size", number(size));
        if (face.bold()) {
            text.put("font-weight", face == FontFace.UI_BOLD ? "600" : "700");
        }
        if (wide > 0) {
            text.put("textLength", number(wide));
            text.put("lengthAdjust", "spacingAndGlyphs");
        }
        text.put("xml:space", "preserve");
        text.putAll(look);
    }

    private static String families(FontFace face) {
        return switch (face) {
            case UI, UI_BOLD -> face.family() + ", Helvetica Neue, Arial, sans-serif";
            case MONO, MONO_BOLD -> face.family() + ", DejaVu Sans Mono, Menlo, monospace";
            case CHINESE, CHINESE_BOLD -> face.family() + ", Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif";
        };
    }

    private void stroke(Mark.Stroke stroke, Map<String, String> look) {
        if (!stroke.closed()) {
            look.putIfAbsent("fill", "none");
        }
        Map<String, String> shape = new LinkedHashMap<>();
        shape.put("points", points(stroke.points()));
        shape.putAll(look);
        element(stroke.closed() ? "polygon" : "polyline", shape, stroke.hint());
    }

    private void polygon(List<Point> points, Map<String, String> look) {
        Map<String, String> shape = new LinkedHashMap<>();
        shape.put("points", points(points));
        shape.putAll(look);
        element("polygon", shape);
    }

    private void curve(Mark.Curve curve, Map<String, String> look) {
        look.putIfAbsent("fill", "none");
        Map<String, String> path = new LinkedHashMap<>();
        path.put(
                "d",
                "M" + point(curve.from()) + "C" + point(curve.leaving()) + " " + point(curve.arriving()) + " "
                        + point(curve.end()));
        path.putAll(look);
        element("path", path, curve.hint());
    }

    private static String points(List<Point> points) {
        List<String> all = new ArrayList<>();
        points.forEach(point -> all.add(point(point)));
        return String.join(" ", all);
    }

    private static String point(Point point) {
        return number(point.x()) + "," + number(point.y());
    }

    private void element(String name, Map<String, String> attributes) {
        element(name, attributes, "");
    }

    private void element(String name, Map<String, String> attributes, String hint) {
        xml.append('<').append(name);
        attributes.forEach(this::attribute);
        if (hint.isEmpty()) {
            xml.append("/>\n");
        } else {
            xml.append('>');
            title(hint);
            xml.append("</").append(name).append(">\n");
        }
    }

    private void content(Map<String, String> attributes, String text, String hint) {
        xml.append("<text");
        attributes.forEach(this::attribute);
        xml.append('>');
        title(hint);
        xml.append(Xml.escaped(text)).append("</text>\n");
    }

    private void title(String text) {
        if (!text.isEmpty()) {
            xml.append("<title>").append(Xml.escaped(text)).append("</title>");
        }
    }

    private void attribute(String name, String value) {
        xml.append(' ').append(name).append("=\"").append(Xml.escaped(value)).append('"');
    }

    /** As short as it may be; a hundredth of a pixel is nothing to see. */
    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return "0";
        }
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
