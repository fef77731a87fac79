/**
 * The ports to the operating system: {@link org.socketlab.os.Sockets} makes calls and tells a
 * {@link org.socketlab.os.CallSink} of each, {@link org.socketlab.os.KernelView} looks.
 */
@NullMarked
package org.socketlab.os;

import org.jspecify.annotations.NullMarked;
