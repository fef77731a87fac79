package org.socketlab.trace;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.Because;
import org.socketlab.model.Bytes;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.SocketCall;
import org.socketlab.model.SocketId;
import org.socketlab.os.CallSink;
import org.socketlab.os.FactSink;

/**
 * Where every thread leaves what it learnt, and the recorder picks it up: bounded, preallocated, many writers, one
 * reader. Leaving or dropping a record allocates nothing and never blocks.
 *
 * <p>A place is promised first and filled later. Who enters a call is promised the place of its return too, so no
 * return is ever lost and no call is shown as open for ever:
 *
 * <pre>
 *      freed          head (recorder)        tail             promised      freed + places
 *        |-- being read --|---- to be read ----|-- owed to returns --|---- free ----|
 * </pre>
 *
 * <p>read, write and epoll_wait also need a {@link Blocks block}. There are few, so a flood of them is thinned here,
 * where it costs nothing, and can never take the places of other calls.
 */
public final class Ring implements CallSink, FactSink {
    /** How many bytes of a read or write are kept. */
    public static final int KEPT_BYTES = 4_096;

    /** The reason of a gap that is not only a flood's: any fact may be among what was lost. */
    public static final String FULL = Losses.Reason.FULL.code;

    private static final int PLACES = 1 << 14;

    // between two drains (4 to 10 ms): more than a hand can cause, few enough that a flood costs the recorder little
    private static final int MADE_BLOCKS = 128;
    private static final int OPEN_BLOCKS = 512;

    // a call's number is the ticket of its first record; above it the handle carries the block kept for its return
    private static final int NUMBER_BITS = 44;
    private static final long NUMBER = (1L << NUMBER_BITS) - 1;

    private final Slot[] slots;
    private final Blocks madeBlocks;
    private final Blocks openBlocks;
    private final Losses losses = new Losses();

    private final AtomicLong promised = new AtomicLong();
    private final AtomicLong tail = new AtomicLong();
    private volatile long freed;
    private long head; // the recorder's own

    private final Bell bell = new Bell();

    public Ring() {
        this(PLACES, MADE_BLOCKS, OPEN_BLOCKS);
    }

    Ring(int places, int madeBlocks, int openBlocks) {
        if (Integer.bitCount(places) != 1) {
            throw new IllegalArgumentException("places must be a power of two, not " + places);
        }
        slots = new Slot[places];
        for (int i = 0; i < places; i++) {
            slots[i] = new Slot();
        }
        this.madeBlocks = new Blocks(madeBlocks, KEPT_BYTES);
        this.openBlocks = new Blocks(openBlocks, KEPT_BYTES);
    }

    @Override
    public long entered(String actor, SocketCall call, int fd, long count, List<String> args, long t) {
        int block = Blocks.NONE;
        if (call.frequent()) {
            block = openBlocks.take();
            if (block == Blocks.NONE) {
                losses.count(Losses.Reason.FLOOD, 2);
                return -1;
            }
        }
        if (!promise(2)) {
            if (block != Blocks.NONE) {
                openBlocks.giveBack(block);
            }
            losses.count(Losses.Reason.FULL, 2);
            return -1;
        }
        long ticket = tail.getAndIncrement();
        Slot slot = slot(ticket);
        slot.enter(Slot.Kind.ENTERED, ticket, actor, call, fd, count, args, t);
        slot.publish(ticket);
        bell.ring();
        return ticket + 1 | (long) (block + 1) << NUMBER_BITS;
    }

    @Override
    public void returned(
            long number,
            SocketCall call,
            long result,
            int errno,
            List<String> out,
            @Nullable SocketId id,
            @Nullable ByteBuffer bytes,
            int from,
            long t) {
        if (number < 0) {
            return;
        }
        long ticket = tail.getAndIncrement(); // this place was promised on entering
        Slot slot = slot(ticket);
        slot.kind = Slot.Kind.RETURNED;
        slot.number = number & NUMBER;
        slot.leave((int) (number >>> NUMBER_BITS) - 1, openBlocks, call, result, errno, out, id, bytes, from, t);
        slot.publish(ticket);
        bell.ring();
    }

    @Override
    public void made(
            String actor,
            SocketCall call,
            int fd,
            long count,
            List<String> args,
            long entered,
            long result,
            int errno,
            List<String> out,
            @Nullable SocketId id,
            @Nullable ByteBuffer bytes,
            int from,
            long returned) {
        int block = Blocks.NONE;
        if (call.frequent()) {
            block = madeBlocks.take();
            if (block == Blocks.NONE) {
                losses.count(Losses.Reason.FLOOD, 2);
                return;
            }
        }
        if (!promise(1)) {
            if (block != Blocks.NONE) {
                madeBlocks.giveBack(block);
            }
            losses.count(Losses.Reason.FULL, 2);
            return;
        }
        long ticket = tail.getAndIncrement();
        Slot slot = slot(ticket);
        slot.enter(Slot.Kind.MADE, ticket, actor, call, fd, count, args, entered);
        slot.leave(block, madeBlocks, call, result, errno, out, id, bytes, from, returned);
        slot.publish(ticket);
        bell.ring();
    }

    @Override
    public boolean drops(SocketCall call) {
        boolean full = call.frequent() && madeBlocks.none();
        if (full) {
            losses.count(Losses.Reason.FLOOD, 2);
        }
        return full;
    }

    @Override
    public boolean tell(long t, Evidence evidence, Because because, Event event) {
        if (!promise(1)) {
            losses.count(Losses.Reason.FULL, 1);
            return false;
        }
        long ticket = tail.getAndIncrement();
        Slot slot = slot(ticket);
        slot.kind = Slot.Kind.TOLD;
        slot.t = t;
        slot.evidence = evidence;
        slot.because = because;
        slot.event = event;
        slot.publish(ticket);
        bell.ring();
        return true;
    }

    private Slot slot(long ticket) {
        return slots[(int) ticket & slots.length - 1];
    }

    /** Promises that many places, or none. */
    private boolean promise(int places) {
        for (; ; ) {
            long before = promised.get();
            long taken = before + places - freed;
            if (taken > slots.length) {
                return false;
            }
            if (promised.compareAndSet(before, before + places)) {
                if (taken > slots.length / 2) {
                    bell.hurry();
                }
                return true;
            }
        }
    }

    // ---- what follows is the reader's, on its one thread

    /** From now on the calling thread is the reader. */
    void attach() {
        bell.attach();
    }

    /** Parks until a record comes, or {@link #wake} is called and {@code quiet} no longer holds. */
    void sleep(BooleanSupplier quiet) {
        bell.sleep(() -> tail.get() == head && quiet.getAsBoolean());
    }

    /** Ends the reader's sleep or its wait. Any thread. */
    void wake() {
        bell.wake();
    }

    /** Waits that long (ns), less where the ring fills up. */
    void rest(long nanos) {
        bell.rest(nanos);
    }

    /** How many tickets were given so far. Any thread. */
    long tail() {
        return tail.get();
    }

    /** How many records were read so far. */
    long head() {
        return head;
    }

    /** The next record, null where none is ready; it stays until {@link #next}. */
    @Nullable
    Slot peek() {
        Slot slot = slot(head);
        return slot.isPublished(head) ? slot : null;
    }

    /** What passed in a read or write, as far as it was kept. */
    Bytes bytes(Slot slot) {
        return slot.length == 0 ? Bytes.NONE : blocks(slot).get(slot.block, slot.length);
    }

    void next() {
        Slot slot = slot(head);
        if (slot.block != Blocks.NONE) {
            blocks(slot).giveBack(slot.block);
        }
        slot.forget();
        head++;
    }

    private Blocks blocks(Slot slot) {
        return slot.kind == Slot.Kind.MADE ? madeBlocks : openBlocks;
    }

    /** Gives the places that were read back to the writers. */
    void free() {
        freed = head;
        bell.calm();
    }

    /** How many facts were lost for that reason since this was last asked. */
    long lost(Losses.Reason reason) {
        return losses.take(reason);
    }
}
