/**
 * The ping/echo/quit servers: the protocol and its framing, one event loop that serves TCP and Unix sockets alike, the
 * stage switches, and what an accepted socket still knows of its handshake.
 *
 * <p>Nothing here knows who watches: what happens is told to a {@link org.socketlab.os.CallSink} and a
 * {@link org.socketlab.os.FactSink}.
 */
@NullMarked
package org.socketlab.server;

import org.jspecify.annotations.NullMarked;
