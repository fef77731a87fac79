package org.socketlab.picture.diagram;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.socketlab.model.LabState.LogLine;
import org.socketlab.model.LabState.SeenListener;
import org.socketlab.picture.FontFace;
import org.socketlab.picture.Mark;
import org.socketlab.picture.Rect;

/** Draws what the servers said last. */
final class LogCard {
    private static final double PAD = 9;
    private static final double TITLE = 20;
    private static final double LINE = 17;
    private static final int LINES = 3;

    private final Sheet sheet;

    LogCard(Sheet sheet) {
        this.sheet = sheet;
    }

    /** The servers' last log lines, as many as that height takes; returns where they end. */
    double draw(double x, double y, double width, double height) {
        List<Map.Entry<String, LogLine>> lines = new ArrayList<>();
        sheet.state().logs().forEach((actor, kept) -> kept.forEach(line -> lines.add(Map.entry(actor, line))));
        if (lines.isEmpty() && sheet.state().listeners().isEmpty()) {
            return y;
        }
        lines.sort(Comparator.comparingLong(entry -> entry.getValue().seq()));
        double room = width - 2 * PAD;
        int most = Math.max(LINES, (int) ((height - TITLE - 10) / LINE));
        List<Mark> marks = new ArrayList<>();
        List<Long> seqs = new ArrayList<>();
        List<Mark.Label> rows = new ArrayList<>();
        for (int i = lines.size() - 1; i >= 0; i--) {
            LogLine line = lines.get(i).getValue();
            List<String> wrapped = rows(line.text(), room);
            if (rows.size() + wrapped.size() > most) {
                break;
            }
            String hint = sheet.text("diagram.server", Names.server(lines.get(i).getKey())) + ": " + line.text();
            rows.addAll(
                    0,
                    wrapped.stream()
                            .map(text -> sheet.label(PAD, 0, text, FontFace.MONO, "card-text", room)
                                    .hinted(hint))
                            .toList());
            seqs.addFirst(line.seq());
        }
        boolean one = sheet.state().logs().size() == 1 && !lines.isEmpty();
        String title =
                one ? sheet.text("diagram.log", Names.server(lines.getFirst().getKey())) : sheet.text("diagram.logs");
        if (lines.isEmpty()) {
            String nothing = sheet.text("diagram.logs.none");
            marks.add(sheet.label(PAD, TITLE + LINE + 2, nothing, FontFace.UI, "card-note", room));
            sheet.state().listeners().values().stream().map(SeenListener::seq).forEach(seqs::add);
        }
        marks.add(sheet.label(PAD, TITLE, title, FontFace.UI_BOLD, "card-title", room));
        double baseline = TITLE + LINE + 2;
        for (Mark.Label row : rows) {
            marks.add(row.at(PAD, baseline));
            baseline += LINE;
        }
        Rect area = new Rect(x, y, width, Math.max(height, baseline - LINE + 10));
        sheet.card("log", area, marks, seqs, title);
        return area.bottom();
    }

    /** At most {@link #LINES} rows of at most that width; the last may be wider, and is cut as a label. */
    private List<String> rows(String text, double width) {
        List<String> rows = sheet.type().lines(text, FontFace.MONO, width);
        if (rows.size() <= LINES) {
            return rows;
        }
        String last = String.join(" ", rows.subList(LINES - 1, rows.size()));
        return Stream.concat(rows.stream().limit(LINES - 1), Stream.of(last)).toList();
    }
}
