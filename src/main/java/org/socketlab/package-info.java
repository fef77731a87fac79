/** The composition root: the one place that puts the parts of the lab together. */
@NullMarked
package org.socketlab;

import org.jspecify.annotations.NullMarked;
