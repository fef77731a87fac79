/**
 * What the lab knows, as immutable values: sockets, fds, processes, facts, commands, and the state they add up to.
 *
 * <p>Nothing here does I/O, reads a clock, starts a thread or knows JavaFX. Every value may be used from any thread.
 */
@NullMarked
package org.socketlab.model;

import org.jspecify.annotations.NullMarked;
