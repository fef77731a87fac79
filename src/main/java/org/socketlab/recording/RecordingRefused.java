package org.socketlab.recording;

import java.util.Locale;
import org.socketlab.model.Refusal;

/** A file that cannot be read as a recording, and why. */
public final class RecordingRefused extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    RecordingRefused(Refusal refusal) {
        super(refusal.text(Locale.ENGLISH));
        this.refusal = refusal;
    }

    /** For people, in either language. */
    public Refusal refusal() {
        return refusal;
    }
}
