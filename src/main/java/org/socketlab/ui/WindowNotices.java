package org.socketlab.ui;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.socketlab.ui.banner.Banner;
import org.socketlab.ui.banner.Notice;

/** What a window has to say of itself and of its recording, which no fact tells. JavaFX thread. */
final class WindowNotices {
    private final Banner banner;

    WindowNotices(Banner banner) {
        this.banner = banner;
    }

    /** Something happened that no view expected. */
    void failed(Throwable fault) {
        String what = fault.getClass().getSimpleName()
                + Optional.ofNullable(fault.getMessage())
                        .map(text -> ": " + text)
                        .orElse("");
        banner.show(new Notice(
                "view-failed",
                words -> words.text("banner.view-failed.what"),
                words -> words.text("banner.view-failed.more", what),
                List.of()));
    }

    /** The moment that a person stayed at is no longer kept. */
    void forgotten() {
        banner.show(new Notice(
                "forgotten",
                words -> words.text("time.forgotten.what"),
                words -> words.text("time.forgotten.more"),
                List.of()));
    }

    /** What was noticed while the recording was read, where anything was. */
    void recorded(Replay replay) {
        if (!replay.notices().isEmpty()) {
            banner.show(new Notice(
                    "recording",
                    words -> words.text("replay.notice.what", replay.name()),
                    words -> replay.notices().stream()
                            .map(saying -> saying.text(words.language()))
                            .collect(Collectors.joining(" ")),
                    List.of()));
        }
    }
}
