/** The inspector: all there is to know of what is selected, and the shell line that shows it outside the lab. */
@NullMarked
package org.socketlab.ui.inspector;

import org.jspecify.annotations.NullMarked;
