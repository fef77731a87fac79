package org.socketlab.ui.time;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javafx.scene.layout.Region;
import javafx.scene.shape.Path;
import org.socketlab.model.Fact;
import org.socketlab.picture.time.TimeMark;
import org.socketlab.picture.time.TimeMarks;
import org.socketlab.ui.Frame;
import org.socketlab.ui.Messages;
import org.socketlab.ui.View;

/** All facts from the first to the latest as one line, with what stands out marked and the moment shown as a ring. */
final class TimeTrack extends Region implements View {
    private final TimeMarks marks = new TimeMarks();
    private final Region line = new Region();
    private final Region passed = new Region();
    private final Region moment = new Region();
    private final Map<TimeMark.Kind, Path> shapes = new EnumMap<>(TimeMark.Kind.class);
    private final Messages words;
    private List<TimeMark> drawn = List.of();
    private long first = 1;
    private long shown = 1;
    private long last = 1;

    TimeTrack(Messages words) {
        this.words = words;
        getStyleClass().add("time-track");
        line.getStyleClass().add("line");
        passed.getStyleClass().add("passed");
        moment.getStyleClass().add("moment");
        getChildren().addAll(line, passed);
        for (TimeMark.Kind kind : TimeMark.Kind.values()) {
            Path path = new Path();
            path.getStyleClass().addAll("mark", kind.name().toLowerCase(Locale.ROOT));
            path.setManaged(false);
            shapes.put(kind, path);
            getChildren().add(path);
        }
        getChildren().add(moment);
    }

    @Override
    public void show(Frame frame) {
        boolean changed = !frame.whole();
        if (changed) {
            marks.clear();
            frame.history()
                    .standingOut(frame.history().firstSeq() - 1, frame.state().seq())
                    .forEach(marks::add);
        }
        for (Fact fact : frame.news()) {
            changed |= marks.add(fact);
        }
        long nowFirst = Math.max(1, frame.history().firstSeq());
        long nowLast = Math.max(frame.history().lastSeq(), frame.state().seq());
        if (changed
                || first != nowFirst
                || last != nowLast
                || shown != frame.state().seq()) {
            first = nowFirst;
            last = nowLast;
            shown = frame.state().seq();
            drawn = new ArrayList<>(marks.marks());
            setAccessibleText(words.text("time.track.name", shown - first + 1, last - first + 1));
            requestLayout();
        }
    }

    @Override
    protected void layoutChildren() {
        double em = moment.prefWidth(-1);
        double left = em / 2;
        double width = Math.max(0, getWidth() - em);
        double middle = Math.round(getHeight() * 0.58);
        double thick = line.prefHeight(-1);
        double at = left + width * part(shown);
        line.resizeRelocate(left, middle - thick / 2, width, thick);
        passed.resizeRelocate(left, middle - thick / 2, at - left, thick);
        moment.resizeRelocate(at - em / 2, middle - em / 2, em, em);
        shapes.values().forEach(path -> path.getElements().clear());
        double size = Math.max(3.5, em * 0.24);
        double marksAt = Math.max(size + 1, middle - em * 0.78);
        Map<TimeMark.Kind, Double> lastX = new EnumMap<>(TimeMark.Kind.class);
        for (TimeMark mark : drawn) {
            double x = left + width * part(mark.seq());
            // Marks closer than a pixel are one mark to the eye: under flood this bounds the drawing.
            if (mark.seq() >= first && x - lastX.getOrDefault(mark.kind(), -1.0) >= 1) {
                lastX.put(mark.kind(), x);
                MarkShape.draw(Objects.requireNonNull(shapes.get(mark.kind())), mark.kind(), x, marksAt, size);
            }
        }
    }

    private double part(long seq) {
        return last <= first ? 1 : Math.clamp((double) (seq - first) / (last - first), 0, 1);
    }
}
