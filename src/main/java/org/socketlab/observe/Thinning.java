package org.socketlab.observe;

/**
 * Which of the segments that pass are told, so that a flood costs no more than a glance at each: what opens or ends a
 * connection (SYN, FIN, RST) and what is sent again always; of all others so many a second, in bursts too. The rest is
 * counted. Makes no garbage. One thread; times in ns.
 */
final class Thinning {
    // FIN 1, SYN 2, RST 4: RFC 9293, 3.1
    private static final int FIN = 1;
    private static final int SYN = 2;
    private static final int FIN_SYN_RST = 7;
    private static final int FLOWS = 1 << 12;

    private final int burst;
    private final long nanosEach;

    /** The flow whose next sequence number stands at the same index; one that meets another's place takes it. */
    private final long[] flows = new long[FLOWS];

    private final int[] next = new int[FLOWS];
    private long tokens;
    private long filledAt;
    private boolean began;
    private long left;

    /**
     * @param aSecond how many of the others are told each second
     * @param burst how many at once after a silence
     */
    Thinning(int aSecond, int burst) {
        nanosEach = 1_000_000_000L / aSecond;
        this.burst = burst;
        tokens = burst;
    }

    /** Whether it is told. */
    boolean passes(long flow, int seqno, int flags, int length, long t) {
        boolean again = sentAgain(flow, seqno, flags, length);
        if (again || (flags & FIN_SYN_RST) != 0) {
            return true;
        }
        fill(t);
        if (tokens > 0) {
            tokens--;
            return true;
        }
        left++;
        return false;
    }

    /** Whether none of its bytes, SYN and FIN counted, is new. */
    private boolean sentAgain(long flow, int seqno, int flags, int length) {
        int counts = length + ((flags & SYN) != 0 ? 1 : 0) + ((flags & FIN) != 0 ? 1 : 0);
        if (counts == 0) {
            return false;
        }
        int at = (int) (flow ^ flow >>> 32) & FLOWS - 1;
        int end = seqno + counts;
        boolean known = flows[at] == flow;
        boolean again = known && end - next[at] <= 0;
        if (!again || (flags & SYN) != 0) { // a SYN may begin anew on the same ports
            again &= end == next[at];
            flows[at] = flow;
            next[at] = end;
        }
        return again;
    }

    private void fill(long t) {
        if (!began) {
            began = true;
            filledAt = t;
        }
        long earned = (t - filledAt) / nanosEach;
        if (earned > 0) {
            tokens = Math.min(burst, tokens + earned);
            filledAt += earned * nanosEach;
        }
    }

    /** How many were left out since this was last asked. */
    long takeLeft() {
        long since = left;
        left = 0;
        return since;
    }
}
