/** The command line: picocli commands as thin as a view, with stable output and exit codes fit for scripts. */
@NullMarked
package org.socketlab.cli;

import org.jspecify.annotations.NullMarked;
