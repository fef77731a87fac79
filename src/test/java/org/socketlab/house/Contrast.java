package org.socketlab.house;

import javafx.scene.paint.Color;

/** The contrast of two colours as WCAG 2.2 reckons it: 1 for the same colour, 21 for black on white. */
final class Contrast {
    private Contrast() {}

    static double between(String text, String ground) {
        Color below = Color.web(ground);
        double a = luminance(over(Color.web(text), below));
        double b = luminance(below);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static Color over(Color above, Color below) {
        return below.interpolate(Color.color(above.getRed(), above.getGreen(), above.getBlue()), above.getOpacity());
    }

    /** Relative luminance, WCAG 2.2. */
    private static double luminance(Color colour) {
        return 0.2126 * linear(colour.getRed())
                + 0.7152 * linear(colour.getGreen())
                + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(double channel) {
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }
}
