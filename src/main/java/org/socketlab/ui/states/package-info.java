/** The state machine with the ends of the selected connection in it, as scene-graph nodes. */
@NullMarked
package org.socketlab.ui.states;

import org.jspecify.annotations.NullMarked;
