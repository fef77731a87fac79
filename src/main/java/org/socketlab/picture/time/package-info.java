/** What stands out in time: pure, from facts. */
@NullMarked
package org.socketlab.picture.time;

import org.jspecify.annotations.NullMarked;
