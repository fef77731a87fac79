/** TCP's state machine with both ends of a connection in it: pure, from a moment. */
@NullMarked
package org.socketlab.picture.states;

import org.jspecify.annotations.NullMarked;
