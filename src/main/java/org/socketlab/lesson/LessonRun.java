package org.socketlab.lesson;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.socketlab.lab.Lab;
import org.socketlab.lesson.Progress.Phase;
import org.socketlab.lesson.Progress.Shown;
import org.socketlab.os.Uninterrupted;

/**
 * A lesson in somebody's hands: forward, back, anew. It has a thread of its own, because it waits for facts.
 *
 * <p>Methods are for any thread and none waits, but for {@link #close}. What was asked last counts: it breaks off what
 * is still being waited for.
 */
public final class LessonRun implements AutoCloseable {
    private final Lesson lesson;
    private final Publications publications;
    private final Consumer<Progress> told;
    private final Play play;
    private final BlockingQueue<Wish> wishes = new LinkedBlockingQueue<>();
    private final AtomicLong latest = new AtomicLong();
    private final Thread thread;

    private int step;
    private int part;
    private List<Shown> shown = new ArrayList<>();
    private volatile Progress progress = new Progress(0, List.of(), Phase.PREPARING);
    private long doing;

    /** Something asked for, with its number. */
    private record Wish(long number, Runnable deed, boolean last) {}

    /**
     * Starts the lab over and plays the first step.
     *
     * @param told each time the progress changes, on this lesson's thread; must return at once
     */
    public LessonRun(Lab lab, Publications publications, Lesson lesson, Consumer<Progress> told) {
        this.lesson = lesson;
        this.publications = publications;
        this.told = told;
        play = new Play(lab, publications, () -> latest.get() != doing);
        thread = Thread.ofPlatform().name("lesson").daemon().unstarted(this::run);
        thread.start();
        wish(() -> arrive(0, false), false);
    }

    public Lesson lesson() {
        return lesson;
    }

    public Progress progress() {
        return progress;
    }

    /** The next step; nothing at the last one, or while a question is open. */
    public synchronized void next() {
        Progress now = progress;
        boolean free = now.phase() == Phase.DONE || now.phase() == Phase.FAILED;
        if (free && now.step() + 1 < lesson.steps().size()) {
            progress = new Progress(now.step() + 1, List.of(), Phase.PLAYING); // so that a second click finds it under way
            wish(() -> arrive(now.step() + 1, true), false);
        }
    }

    /** The step before: the lab starts over, and all that led there is played again. */
    public void back() {
        int before = Math.max(0, progress.step() - 1);
        wish(() -> arrive(before, false), false);
    }

    /** Starts the lab over, and the lesson with it. */
    public void reset() {
        wish(() -> arrive(0, false), false);
    }

    /** Answers the open question. */
    public synchronized void choose(int choice) {
        if (progress.phase() == Phase.ASKING) {
            progress = new Progress(progress.step(), progress.shown(), Phase.PLAYING);
            wish(() -> answered(choice), false);
        }
    }

    /** Gives the lab back as it was found, started over. Waits for that, some seconds at most. Idempotent. */
    @Override
    public void close() {
        wish(play::leave, true);
        Uninterrupted.join(thread);
    }

    private void wish(Runnable deed, boolean last) {
        wishes.add(new Wish(latest.incrementAndGet(), deed, last));
        publications.ring();
    }

    private void run() {
        boolean last = false;
        while (!last) {
            try {
                Wish wish = wishes.take();
                doing = wish.number;
                last = wish.last;
                if (last || doing == latest.get()) {
                    wish.deed.run();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** @param onwards whether the lab stands where the step before left it */
    private void arrive(int to, boolean onwards) {
        step = to;
        shown = new ArrayList<>();
        if (!onwards) {
            tell(Phase.PREPARING);
            play.reset();
            for (int earlier = 0; earlier < to && !overtaken(); earlier++) {
                again(lesson.steps().get(earlier));
            }
        }
        play.beginStep();
        part = 0;
        goOn();
    }

    /** What a step did to the lab, without its questions and its words. */
    private void again(Lesson.Step earlier) {
        play.beginStep();
        for (Part each : earlier.parts()) {
            switch (each) {
                case Part.Do deeds -> play.perform(deeds);
                case Part.Check check -> play.check(check);
                case Part.Prose _, Part.Predict _, Part.Reveal _, Part.Prove _ -> {}
            }
        }
    }

    private void answered(int choice) {
        if (!shown.isEmpty() && shown.getLast().part() instanceof Part.Predict) {
            shown.set(shown.size() - 1, shown.getLast().with(choice));
            goOn();
        }
    }

    private void goOn() {
        List<Part> parts = lesson.steps().get(step).parts();
        while (part < parts.size() && !overtaken()) {
            Part now = parts.get(part++);
            shown.add(Shown.of(now));
            if (now instanceof Part.Predict) {
                tell(Phase.ASKING);
                return;
            }
            tell(Phase.PLAYING);
            shown.set(shown.size() - 1, played(shown.getLast()));
            if (shown.getLast().failed()) {
                tell(Phase.FAILED);
                return;
            }
        }
        tell(Phase.DONE);
    }

    private Shown played(Shown one) {
        return switch (one.part()) {
            case Part.Do deeds -> one.with(play.perform(deeds));
            case Part.Check check -> one.with(play.check(check));
            case Part.Prove prove -> one.with(play.command(prove));
            case Part.Prose _, Part.Predict _, Part.Reveal _ -> one;
        };
    }

    private boolean overtaken() {
        return latest.get() != doing;
    }

    /** What was overtaken is told no more, because its lines were broken off, not found untrue. */
    private synchronized void tell(Phase phase) {
        if (!overtaken()) {
            progress = new Progress(step, shown, phase);
            told.accept(progress);
        }
    }
}
