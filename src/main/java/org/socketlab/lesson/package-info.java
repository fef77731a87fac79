/** Lessons: Markdown documents whose fenced steps drive a lab and check what its facts say. */
@NullMarked
package org.socketlab.lesson;

import org.jspecify.annotations.NullMarked;
