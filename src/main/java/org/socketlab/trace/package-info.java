/**
 * From what writers tell to what readers see: the ring, the recorder that drains it, and the timeline it keeps.
 */
@NullMarked
package org.socketlab.trace;

import org.jspecify.annotations.NullMarked;
