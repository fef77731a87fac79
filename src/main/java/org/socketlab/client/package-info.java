/** Consoles: one connection each, made by blocking calls on threads of their own, as a client's are. */
@NullMarked
package org.socketlab.client;

import org.jspecify.annotations.NullMarked;
