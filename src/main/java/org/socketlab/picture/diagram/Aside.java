package org.socketlab.picture.diagram;

import org.socketlab.picture.Picture;

/**
 * What stands below the picture of the system, so that it stays in sight whatever comes and goes above.
 *
 * <pre>
 * legend │ the servers' last words │ stage
 * </pre>
 */
final class Aside {
    /** How wide the legend is: two signs with their words beside each other. */
    static final double LEGEND = 196;

    private static final double LEAST = 560;
    private static final double TOP = 6;
    private static final double BOTTOM = 8;
    /** Below the legend stands what zooms. */
    private static final double ZOOM = 28;

    private Aside() {}

    static Picture of(Sheet sheet, int others) {
        Frame frame = sheet.frame();
        double width = Math.max(LEAST, Math.floor(sheet.wish().width()));
        StageCard switches = new StageCard(sheet);
        double stage = switches.width();
        double right = width - frame.margin() - stage;
        double left = frame.margin() + LEGEND + Frame.CARD_GAP;
        double bottom = new Legend(sheet).draw(frame.margin(), TOP, LEGEND, others);
        bottom = Math.max(bottom + ZOOM, switches.draw(right, TOP, stage));
        double ends = stage > 0 ? right - Frame.CARD_GAP : right;
        bottom = Math.max(bottom, new LogCard(sheet).draw(left, TOP, ends - left, bottom - TOP));
        return new Picture(width, bottom + BOTTOM, sheet.painted());
    }
}
