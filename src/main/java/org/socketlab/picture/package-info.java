/** From a state to shapes, positions and texts: pure, no JavaFX, measured with the bundled fonts' widths. */
@NullMarked
package org.socketlab.picture;

import org.jspecify.annotations.NullMarked;
