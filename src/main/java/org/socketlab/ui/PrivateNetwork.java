package org.socketlab.ui;

import org.socketlab.lab.ChildRefused;

/** Where a lab in a private network comes from. */
@FunctionalInterface
public interface PrivateNetwork {
    /**
     * Starts one; takes a while. Any thread but JavaFX's.
     *
     * @throws ChildRefused where the system does not let it be
     */
    Desktop.Living open() throws ChildRefused;
}
