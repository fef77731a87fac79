/**
 * Facts as JSON, one object a line, and the files that hold them; the format is the one contract between labs, files
 * and scripts.
 *
 * <p>One key is ours beyond the contract: a look's {@code scope} may be {@code {"unwatched":["tcp/8001"]}}, with no sockets.
 * It takes those sockets out of the state and says that they are looked at no more, not that they are gone. A reader that
 * does not know it ignores the key and sees {@code {}} with nothing in it; to know that this is not "all is gone" it must
 * know the key.
 */
@NullMarked
package org.socketlab.recording;

import org.jspecify.annotations.NullMarked;
