/** The ladder: one connection's handshake, bytes and end along the life lines of its sockets. */
@NullMarked
package org.socketlab.picture.ladder;

import org.jspecify.annotations.NullMarked;
