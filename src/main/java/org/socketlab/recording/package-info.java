/**
 * Facts as JSON, one object a line, and the files that hold them; the format is the one contract between labs, files
 * and scripts.
 *
 * <p>One key is ours beyond the contract: a look's {@code scope} may be {@code {"unwatched":["tcp/8001"]}}, with no sockets.
 * It takes those sockets out of the state and says that they are looked at no more, not that they are gone. Whoever reads
 * recordings elsewhere has to know it: ignored, it would read as a look at everything that found nothing.
 */
@NullMarked
package org.socketlab.recording;

import org.jspecify.annotations.NullMarked;
