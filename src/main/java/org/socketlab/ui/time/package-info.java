/** The time row: how the window follows the kernel, and where in time it stands. */
@NullMarked
package org.socketlab.ui.time;

import org.jspecify.annotations.NullMarked;
