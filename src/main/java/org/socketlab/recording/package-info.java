/**
 * Facts as JSON, one object a line, and the files that hold them; the format is the one contract between labs, files
 * and scripts.
 */
@NullMarked
package org.socketlab.recording;

import org.jspecify.annotations.NullMarked;
