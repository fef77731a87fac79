package org.socketlab.os;

import java.util.List;
import org.socketlab.model.Event;

/**
 * TCP segments on the loopback device, as the kernel copies them to whoever may capture (packet(7)).
 *
 * <p>{@link #await} is one thread's; the others are for any.
 */
public interface SegmentCapture extends AutoCloseable {
    /** How many bytes of a packet are kept. */
    int KEPT_BYTES = 4_096;

    /** Copies only segments with one of these ports at either end, filtered in the kernel. */
    void ports(List<Integer> ports) throws SyscallException;

    /** From now on copies only what opens or ends a connection (SYN, FIN, RST), or all again. */
    void narrow(boolean narrow) throws SyscallException;

    /** Waits at most so long (ms, -1 for ever) for segments and hands each on; returns how many came. */
    int await(int milliseconds, Taker each) throws SyscallException;

    /** How many segments the kernel dropped for want of room since this was last asked. */
    long dropped() throws SyscallException;

    /** Makes {@link #await} return at once. */
    void wake();

    /** Idempotent; not while another thread is in {@link #await}. */
    @Override
    void close();

    /** Who takes segments; must return at once. */
    interface Taker {
        /**
         * Whether this segment shall be decoded. Asked for each, so nothing of it is made into an object before.
         *
         * @param flow the same number for the same connection in the same direction
         * @param seqno the 32 bits of the sequence number
         * @param flags the 8 bits of the TCP header's flags: FIN is 1, SYN 2, RST 4
         * @param length payload bytes
         * @param t when it passed, {@link System#nanoTime()}
         */
        boolean wants(long flow, int seqno, int flags, int length, long t);

        /** A segment that was wanted. */
        void segment(long t, Event.Segment segment);
    }
}
