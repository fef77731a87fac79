package org.socketlab.lab;

import java.time.Instant;
import org.socketlab.recording.Host;

/** A lab that another process may follow. Any thread. */
interface ServedLab extends LiveLab {
    /** When the lab's clock stood at 0. */
    Instant started();

    /** Where this lab runs. */
    Host host();

    /** Called on the lab's thread whenever the timeline has been emptied; must return at once. */
    void onStartedOver(Runnable listener);
}
