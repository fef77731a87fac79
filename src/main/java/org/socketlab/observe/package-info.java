/**
 * The observer: when to look at the kernel, at what scope, who owns which socket, and what of it is news.
 */
@NullMarked
package org.socketlab.observe;

import org.jspecify.annotations.NullMarked;
