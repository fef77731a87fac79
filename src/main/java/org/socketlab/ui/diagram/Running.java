package org.socketlab.ui.diagram;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.animation.Interpolator;
import javafx.animation.KeyFrame;
import javafx.animation.KeyValue;
import javafx.animation.Timeline;
import javafx.scene.Group;
import javafx.util.Duration;
import org.socketlab.model.SocketId;
import org.socketlab.picture.Item;
import org.socketlab.picture.Rect;
import org.socketlab.picture.Words;
import org.socketlab.picture.diagram.Diagram;
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
    private static final int MOST_READ = 20_000;
    private static final Duration GOING = Duration.millis(350);
    private static final Duration RESTING = Duration.millis(900);
    private static final Duration IN_A_QUEUE = Duration.millis(250);

    private final Words words;
    private final Board board;
    private final Group layer = new Group();
    private final PillTurns turns = new PillTurns();
    private Traffic traffic = new Traffic();
    private final List<Run> runs = new ArrayList<>();
    private long followed = -1;
    private boolean warm;
    private Locale spoken = Locale.ROOT;

    /** One that is on its way, from one box to another as they stood when it set out. */
    private record Run(Passed passed, Rect from, Rect to, Sprite sprite, Timeline way) {
        /** How wide the wire is that it runs along. */
        double room() {
            return Math.max(from.x(), to.x()) - Math.min(from.right(), to.right());
        }
    }

    Running(Words words, Board board) {
        this.words = words;
        this.board = board;
        layer.setId("pills");
        layer.setMouseTransparent(true);
        layer.setManaged(false); // what moves in it moves nothing else: else each frame lays the whole diagram out
        layer.getStyleClass().add("draw-board");
    }

    Group layer() {
        return layer;
    }

    /** How many pills were left out so far. */
    long thinned() {
        return turns.leftOut();
    }

    /** Starts a pill for each that passed since the moment before. */
    void follow(Moment moment, History history) {
        if (!words.language().equals(spoken)) {
            spoken = words.language();
            runs.forEach(run -> run.sprite().show(Pills.of(run.passed(), words, run.room())));
        }
        boolean leaps = moment.seq() < followed || moment.seq() - followed > MOST_READ;
        if (followed < 0 || leaps) { // a recording is opened at its last fact, which may be the millionth
            clear();
            followed = moment.seq();
        }
        if (moment.seq() == followed) {
            return;
        }
        if (!warm) { // what was written before and is read now; only read once something moves, since seeking is often
            long after = Math.max(history.firstSeq() - 1, followed - MOST_READ);
            traffic.after(history.between(after, followed), moment.state());
            warm = true;
        }
        List<Passed> passed = traffic.after(history.between(followed, moment.seq()), moment.state());
        followed = moment.seq();
        passed.forEach(one -> turns.take(one).ifPresent(this::start));
    }

    /** Nothing is on its way any more, and nothing is known of what was. */
    void clear() {
        traffic = new Traffic();
        runs.forEach(run -> run.way().stop());
        runs.clear();
        layer.getChildren().clear();
        turns.clear();
        followed = -1;
        warm = false;
    }

    /** Where an end has gone from the picture, or stands elsewhere now, there is no wire any more to run along. */
    void leaveWires() {
        for (Run run : List.copyOf(runs)) {
            boolean stands = stands(run.passed().from(), run.from())
                    && stands(run.passed().to(), run.to());
            if (!stands) {
                run.way().stop();
                run.way().getOnFinished().handle(null);
            }
        }
    }

    private boolean stands(SocketId socket, Rect then) {
        return board.area("box " + socket)
                .filter(now -> now.x() == then.x() && now.y() == then.y() && now.right() == then.right())
                .isPresent();
    }

    private void start(Passed passed) {
        Optional<Passed> due = Optional.of(passed);
        while (due.isPresent()) {
            Passed next = due.get();
            Optional<Rect> from = board.area("box " + next.from());
            Optional<Rect> to = board.area("box " + next.to());
            if (from.isPresent() && to.isPresent()) {
                Duration rest = turns.awaited(next) ? IN_A_QUEUE : RESTING;
                run(next, from.get(), to.get(), rest, () -> turns.ended(next).ifPresent(this::start));
                return;
            }
            turns.leaveOut(); // folded into the bundle, or gone meanwhile
            due = turns.ended(next);
        }
    }

    private void run(Passed passed, Rect from, Rect to, Duration rest, Runnable ended) {
        boolean rightward = from.x() < to.x();
        double left = Math.min(from.right(), to.right());
        double right = Math.max(from.x(), to.x());
        Item pill = Pills.of(passed, words, right - left);
        Sprite sprite = new Sprite(pill);
        double half = pill.area().width() / 2;
        double middle = (left + right) / 2 - half;
        double start = rightward ? left : right - 2 * half;
        double stop = rightward ? right - 2 * half : left;
        double slope = to.y() - from.y();
        double begin = from.y() + wireInBox() - Pills.wire();
        sprite.setManaged(false);
        layer.getChildren().add(sprite);
        sprite.setLayoutX(start);
        sprite.setLayoutY(begin);
        Timeline way = new Timeline(
                new KeyFrame(
                        GOING,
                        new KeyValue(sprite.layoutXProperty(), middle, Interpolator.EASE_OUT),
                        new KeyValue(sprite.layoutYProperty(), begin + slope / 2, Interpolator.EASE_OUT)),
                new KeyFrame(
                        GOING.add(rest),
                        new KeyValue(sprite.layoutXProperty(), middle),
                        new KeyValue(sprite.layoutYProperty(), begin + slope / 2)),
                new KeyFrame(
                        GOING.multiply(2).add(rest),
                        new KeyValue(sprite.layoutXProperty(), stop, Interpolator.EASE_IN),
                        new KeyValue(sprite.layoutYProperty(), begin + slope, Interpolator.EASE_IN)));
        Run running = new Run(passed, from, to, sprite, way);
        runs.add(running);
        way.setOnFinished(_ -> {
            runs.remove(running);
            layer.getChildren().remove(sprite);
            ended.run();
        });
        way.play();
    }

    private static double wireInBox() {
        return Diagram.WIRE;
    }
}
