/** The handshake, the bytes and the end of one connection along its life lines, as scene-graph nodes. */
@NullMarked
package org.socketlab.ui.ladder;

import org.jspecify.annotations.NullMarked;
