package org.socketlab.ui;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.socketlab.lab.ReplayLab;
import org.socketlab.model.Saying;

/**
 * A recording as its window names it.
 *
 * @param name the file's
 * @param host where it was made, with the kernel's release
 * @param when it began, by this computer's time zone
 * @param notices what was noticed while it was read
 */
record Replay(String name, String host, String when, List<Saying> notices) {
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    static Replay of(Path file, ReplayLab lab) {
        return new Replay(
                String.valueOf(file.getFileName()),
                (lab.header().host().hostname() + " (Linux "
                                + lab.header().host().kernel() + ")")
                        .strip(),
                WHEN.format(lab.started().atZone(ZoneId.systemDefault())),
                lab.notices());
    }
}
