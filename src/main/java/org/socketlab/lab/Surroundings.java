package org.socketlab.lab;

import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.socketlab.os.FactSink;
import org.socketlab.os.KernelView;

/**
 * What the rest of a lab is to the servers' own process.
 *
 * @param facts who is told what that process does
 * @param view the lab's thread's
 * @param returned called when a call of that process has returned, so that a look may show something new
 * @param recorded returns once all that was told is recorded
 * @param apart called with that process's pid, with 0 once there is none any more
 * @param later does something on the lab's thread
 */
record Surroundings(
        FactSink facts,
        KernelView view,
        Runnable returned,
        Runnable recorded,
        IntConsumer apart,
        Consumer<Runnable> later) {}
