package org.socketlab.ui.diagram;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.animation.Interpolator;
import javafx.animation.KeyFrame;
import javafx.animation.KeyValue;
import javafx.animation.Timeline;
import javafx.scene.Group;
import javafx.util.Duration;
import org.socketlab.picture.Item;
import org.socketlab.picture.Rect;
import org.socketlab.picture.Words;
import org.socketlab.picture.diagram.Passed;
import org.socketlab.picture.diagram.Pills;
import org.socketlab.picture.diagram.Traffic;
import org.socketlab.trace.History;
import org.socketlab.trace.Moment;
import org.socketlab.ui.drawing.Board;
import org.socketlab.ui.drawing.Sprite;

/**
 * Lets pills run along wires. They show what has already happened, so how fast they run says nothing: the true duration
 * is written on them. What there are too many of is left out and counted.
 */
final class Running {
    private static final int MOST = 200;
    private static final int MOST_ON_A_WIRE = 2;
    private static final int MOST_READ = 20_000;
    private static final Duration GOING = Duration.millis(350);
    private static final Duration RESTING = Duration.millis(900);

    private final Words words;
    private final Board board;
    private final Group layer = new Group();
    private final Map<String, Integer> onWire = new HashMap<>();
    private Traffic traffic = new Traffic();
    private long followed = -1;
    private long thinned;

    Running(Words words, Board board) {
        this.words = words;
        this.board = board;
        layer.setMouseTransparent(true);
        layer.getStyleClass().add("draw-board");
    }

    Group layer() {
        return layer;
    }

    /** How many pills were left out so far. */
    long thinned() {
        return thinned;
    }

    /** Starts a pill for each that passed since the moment before. */
    void follow(Moment moment, History history) {
        boolean first = followed < 0 || moment.seq() < followed;
        if (first) {
            traffic = new Traffic();
            layer.getChildren().clear();
            onWire.clear();
            followed = Math.max(history.firstSeq() - 1, moment.seq() - MOST_READ);
        }
        if (moment.seq() == followed) {
            return;
        }
        List<Passed> passed = traffic.after(history.between(followed, moment.seq()), moment.state());
        followed = moment.seq();
        if (!first) {
            passed.forEach(this::start);
        }
    }

    private void start(Passed passed) {
        Optional<Rect> from = board.area("box " + passed.from());
        Optional<Rect> to = board.area("box " + passed.to());
        if (from.isEmpty() || to.isEmpty()) {
            return; // folded into the bundle
        }
        String wire = passed.from() + " " + passed.to();
        if (layer.getChildren().size() >= MOST || onWire.getOrDefault(wire, 0) >= MOST_ON_A_WIRE) {
            thinned++;
            return;
        }
        onWire.merge(wire, 1, Integer::sum);
        run(
                passed,
                from.get(),
                to.get(),
                () -> onWire.computeIfPresent(wire, (_, count) -> count > 1 ? count - 1 : null));
    }

    private void run(Passed passed, Rect from, Rect to, Runnable ended) {
        Item pill = Pills.of(passed, words);
        Sprite sprite = new Sprite(pill);
        boolean rightward = from.x() < to.x();
        double half = pill.area().width() / 2;
        double left = Math.min(from.right(), to.right());
        double right = Math.max(from.x(), to.x());
        double middle = (left + right) / 2 - half;
        double start = rightward ? left : right - 2 * half;
        double stop = rightward ? right - 2 * half : left;
        double slope = to.y() - from.y();
        double begin = from.y() + wireInBox() - Pills.wire();
        layer.getChildren().add(sprite);
        sprite.setLayoutX(start);
        sprite.setLayoutY(begin);
        Timeline way = new Timeline(
                new KeyFrame(
                        GOING,
                        new KeyValue(sprite.layoutXProperty(), middle, Interpolator.EASE_OUT),
                        new KeyValue(sprite.layoutYProperty(), begin + slope / 2, Interpolator.EASE_OUT)),
                new KeyFrame(
                        GOING.add(RESTING),
                        new KeyValue(sprite.layoutXProperty(), middle),
                        new KeyValue(sprite.layoutYProperty(), begin + slope / 2)),
                new KeyFrame(
                        GOING.multiply(2).add(RESTING),
                        new KeyValue(sprite.layoutXProperty(), stop, Interpolator.EASE_IN),
                        new KeyValue(sprite.layoutYProperty(), begin + slope, Interpolator.EASE_IN)));
        way.setOnFinished(_ -> {
            layer.getChildren().remove(sprite);
            ended.run();
        });
        way.play();
    }

    private static double wireInBox() {
        return org.socketlab.picture.diagram.Diagram.WIRE;
    }
}
