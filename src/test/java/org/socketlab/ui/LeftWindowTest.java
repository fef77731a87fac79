package org.socketlab.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

/** What a window that was left listened to does not keep it. */
class LeftWindowTest {
    private final Messages words = new Messages();
    private final Settings settings = new Settings(words);

    /** Listens as a window does. */
    private static final class Listening {
        private final Messages words;
        private final Settings settings;
        int told;

        Listening(Messages shared, Settings settings) {
            words = shared.within();
            this.settings = settings.within(words);
            words.spoken().addListener(_ -> told++);
            this.settings.theme().addListener(_ -> told++);
            this.settings.lecture().addListener(_ -> told++);
            this.settings.textSize().percent().addListener(_ -> told++);
            this.settings.width().addListener(_ -> told++);
            this.settings.consolesAt().addListener(_ -> told++);
        }
    }

    private void change() {
        words.spoken().set(words.spoken().get() == Language.ENGLISH ? Language.CHINESE : Language.ENGLISH);
        settings.theme().set(settings.theme().get().other());
        settings.lecture().set(!settings.lecture().get());
        settings.textSize().percent().set(settings.textSize().percent().get() == 100 ? 125 : 100);
        settings.width().set(settings.width().get() + 1);
        settings.consolesAt().set(1 - settings.consolesAt().get());
    }

    @Test
    void itFollowsWhileItIsThereAndIsCollectedOnceItIsLeft() {
        Language language = words.spoken().get();
        Listening window = new Listening(words, settings);
        assertThat(words.spoken().get()).as("its coming changes nothing").isEqualTo(language);
        change();
        assertThat(window.told).isEqualTo(6);
        window.words.spoken().set(language);
        window.settings.lecture().set(!settings.lecture().get());
        assertThat(words.spoken().get()).as("both ways").isEqualTo(language);
        assertThat(settings.lecture().get()).isEqualTo(window.settings.lecture().get());
        WeakReference<Listening> left = new WeakReference<>(window);
        window = null;
        for (int collected = 0; left.get() != null && collected < 50; collected++) {
            System.gc();
            change();
        }
        assertThat(left.get()).isNull();
    }
}
