package org.socketlab.lab;

import java.io.IOException;
import java.nio.file.Path;

/** A lab that makes facts of its own, in whatever process: it can be waited for, and its facts be kept. */
public interface LiveLab extends Lab {
    /** Waits until all that was submitted before is done and published. Not for the lab's own threads. */
    void settle();

    /** Saves all facts so far as a recording of mode 0600. Any thread; takes as long as the disk does. */
    void save(Path path) throws IOException;
}
