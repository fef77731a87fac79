package org.socketlab.ui;

/** How the window follows the kernel: at once, or one fact each half second. */
public enum Pace {
    NOW,
    SLOW
}
