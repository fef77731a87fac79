package org.socketlab.ui.inspector;

/**
 * A row of the fd table as it is shown; equal where nothing of it changed.
 *
 * @param what the socket behind it, with its state and ends; empty where it is none that is known
 * @param holder for whom the lab holds it, such as {@code console:A}; empty where for nobody of the lab
 */
record FdRow(int fd, String target, String mode, String what, String holder) {}
