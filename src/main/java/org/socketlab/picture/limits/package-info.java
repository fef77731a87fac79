/** What a host's limits leave for more connections. */
@NullMarked
package org.socketlab.picture.limits;

import org.jspecify.annotations.NullMarked;
