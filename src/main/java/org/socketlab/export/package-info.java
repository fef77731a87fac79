/** A moment, or all, of what was seen as a file for other programs: SVG, text, pcapng. Pure but for the file itself. */
@NullMarked
package org.socketlab.export;

import org.jspecify.annotations.NullMarked;
