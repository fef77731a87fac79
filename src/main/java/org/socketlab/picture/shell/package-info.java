/** The shell lines that show outside the lab what it shows inside. */
@NullMarked
package org.socketlab.picture.shell;

import org.jspecify.annotations.NullMarked;
