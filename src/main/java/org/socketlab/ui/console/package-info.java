/** The consoles: each shows what its connection said, and takes what a person types. */
@NullMarked
package org.socketlab.ui.console;

import org.jspecify.annotations.NullMarked;
