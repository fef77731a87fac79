/** The window: every view draws one shown moment, and asks the lab for what the user wants. JavaFX lives here only. */
@NullMarked
package org.socketlab.ui;

import org.jspecify.annotations.NullMarked;
