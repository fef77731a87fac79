/** The lessons beside the picture: one step at a time, its questions, its checks, its shell lines. */
@NullMarked
package org.socketlab.ui.lesson;

import org.jspecify.annotations.NullMarked;
