package org.socketlab.server;

import java.util.concurrent.TimeUnit;

/** How long the loop waits for whom: the server's only clocks. Times in nanoseconds. The loop's thread only. */
final class Waits {
    private final Deadlines<Connection> taking = new Deadlines<>(5, TimeUnit.SECONDS);
    private final Deadlines<Connection> ending = new Deadlines<>(1, TimeUnit.SECONDS);
    private final Deadlines<Connection> hurried = new Deadlines<>(500, TimeUnit.MILLISECONDS);
    private final Deadlines<Listener> resting = new Deadlines<>(100, TimeUnit.MILLISECONDS);

    /** Until the next is due, milliseconds, rounded up; -1 where none is. */
    int untilDue(long now) {
        long most = Long.MAX_VALUE;
        long wait = resting.untilDue(now, hurried.untilDue(now, ending.untilDue(now, taking.untilDue(now, most))));
        return wait == most ? -1 : (int) TimeUnit.NANOSECONDS.toMillis(wait + 999_999);
    }

    /** Does with each that is due what was threatened. */
    void takeDue(long now) {
        for (Connection due = taking.takeDue(now); due != null; due = taking.takeDue(now)) {
            due.tookTooLong();
        }
        for (Connection due = ending.takeDue(now); due != null; due = ending.takeDue(now)) {
            due.close();
        }
        for (Connection due = hurried.takeDue(now); due != null; due = hurried.takeDue(now)) {
            due.close();
        }
        for (Listener due = resting.takeDue(now); due != null; due = resting.takeDue(now)) {
            due.resume();
        }
    }

    /** For the peer to take what it is owed. */
    void toTake(Connection connection) {
        if (!hurried.holds(connection)) {
            taking.add(connection, System.nanoTime());
        }
    }

    /** For the peer to end its side too. */
    void toEnd(Connection connection) {
        if (!hurried.holds(connection)) {
            taking.remove(connection);
            ending.add(connection, System.nanoTime());
        }
    }

    /** What the stage holds may stay as it is for any time; but who is hurried stays so. */
    void anyTime(Connection connection) {
        taking.remove(connection);
        ending.remove(connection);
    }

    /** The server ends: whoever is not gone soon is closed. */
    void hurry(Connection connection, long now) {
        anyTime(connection);
        hurried.add(connection, now);
    }

    /** Until this listener tries again, or an fd is free. */
    void rest(Listener listener, long now) {
        resting.add(listener, now);
    }

    void resumeAll() {
        for (Listener first = resting.takeFirst(); first != null; first = resting.takeFirst()) {
            first.resume();
        }
    }

    void forget(Connection connection) {
        anyTime(connection);
        hurried.remove(connection);
    }

    void forget(Listener listener) {
        resting.remove(listener);
    }
}
