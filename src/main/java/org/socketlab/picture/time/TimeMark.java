package org.socketlab.picture.time;

/**
 * Something that stands out on the time track.
 *
 * @param seq the fact that told it
 * @param t when it happened, ns since the start
 * @param actor for whom, {@code console:A}; empty where for nobody of the lab
 */
public record TimeMark(Kind kind, long seq, long t, String actor) {
    /** Each kind has a shape of its own, because colour alone tells nobody apart. */
    public enum Kind {
        CONNECT,
        CLOSE,
        RESET,
        ERROR,
        /** Facts were lost. */
        GAP
    }
}
