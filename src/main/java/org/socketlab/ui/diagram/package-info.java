/** The picture of processes, file descriptors and sockets, as scene-graph nodes. */
@NullMarked
package org.socketlab.ui.diagram;

import org.jspecify.annotations.NullMarked;
