package org.socketlab.lab;

import java.util.Locale;
import org.socketlab.model.Refusal;

/** A lab in a process of its own could not be had, and why. */
public final class ChildRefused extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    ChildRefused(Refusal refusal) {
        super(refusal.text(Locale.ENGLISH));
        this.refusal = refusal;
    }

    /** For people, in either language. */
    public Refusal refusal() {
        return refusal;
    }
}
