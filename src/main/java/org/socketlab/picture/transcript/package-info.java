/** What a console shows of its connection, as lines: pure, from facts. */
@NullMarked
package org.socketlab.picture.transcript;

import org.jspecify.annotations.NullMarked;
