package org.socketlab.cli;

import java.util.Locale;
import org.socketlab.model.Refusal;

/** A command could not do what was asked: its message is one line with what happened, why, and what to do. Exit code 1. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Failure(String line) {
        super(line);
    }

    public Failure(Refusal refusal) {
        this(refusal.text(Locale.ENGLISH));
    }
}
