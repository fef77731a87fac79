/** The top bar: servers, Start over, and how the window looks. */
@NullMarked
package org.socketlab.ui.top;

import org.jspecify.annotations.NullMarked;
