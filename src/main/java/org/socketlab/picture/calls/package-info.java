/** System calls in words, as strace prints them: pure, from facts. */
@NullMarked
package org.socketlab.picture.calls;

import org.jspecify.annotations.NullMarked;
