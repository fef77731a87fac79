/** The lab itself: takes commands, drives servers and consoles, keeps the timeline. */
@NullMarked
package org.socketlab.lab;

import org.jspecify.annotations.NullMarked;
