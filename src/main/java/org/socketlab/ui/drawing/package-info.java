/** Turns pictures into scene-graph nodes and keeps them, changing only what differs. */
@NullMarked
package org.socketlab.ui.drawing;

import org.jspecify.annotations.NullMarked;
