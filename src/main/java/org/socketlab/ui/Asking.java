package org.socketlab.ui;

import org.socketlab.model.Command;

/** Where views put what a person wants; returns at once. */
@FunctionalInterface
public interface Asking {
    void ask(Command command);
}
