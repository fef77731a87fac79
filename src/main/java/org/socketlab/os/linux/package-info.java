/**
 * Linux behind the ports of {@link org.socketlab.os}: system calls through java.lang.foreign, netlink and /proc. Only
 * the composition root speaks its names.
 */
@NullMarked
package org.socketlab.os.linux;

import org.jspecify.annotations.NullMarked;
