/** What lsof, netstat and ls print of the same sockets and fds: from values to text, byte for byte, without a look. */
@NullMarked
package org.socketlab.picture.tools;

import org.jspecify.annotations.NullMarked;
