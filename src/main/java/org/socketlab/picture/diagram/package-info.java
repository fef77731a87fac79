/** The diagram: processes, their fd rows, the kernel's sockets between them, and the wires that pair those. */
@NullMarked
package org.socketlab.picture.diagram;

import org.jspecify.annotations.NullMarked;
