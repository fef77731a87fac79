package org.socketlab.picture;

import java.util.List;
import org.socketlab.model.Evidence;

/**
 * One thing of a picture that comes, moves, changes and goes as a whole.
 *
 * @param key the same for the same thing in every picture
 * @param area what it covers in the picture; its marks lie within, but for lines
 * @param evidence how it is known: drawn solid, dashed, or with a clock
 * @param seqs the facts behind it; empty only for what says nothing of the system
 * @param act what choosing it does
 * @param name what it is, in words, for who does not see it
 * @param lit whether it belongs to the selection
 */
public record Item(
        String key,
        Kind kind,
        Rect area,
        List<Mark> marks,
        Evidence evidence,
        List<Long> seqs,
        Act act,
        String name,
        boolean lit) {

    /** What an item stands for, in the order in which a picture is painted. */
    public enum Kind {
        /** The kernel's ground. */
        KERNEL,
        /** A process: its outline, name and limits. */
        PROCESS,
        /** A card that shows no part of the system: log, stage, legend. */
        CARD,
        /** A row of an fd table. */
        ROW,
        /** Rows that are folded into one, or unfolded from one. */
        FOLD,
        /** From an fd to its socket. */
        ARROW,
        /** From a socket file to its socket. */
        TIE,
        /** From a socket to its peer. */
        WIRE,
        /** A socket. */
        BOX,
        /** A socket file's name. */
        FILE,
        /** What a wire joins: ports, or the whole 5-tuple. */
        TAG,
        /** A switch or button of the stage card. */
        SWITCH,
        /** A life line of the ladder. */
        LIFE,
        /** A system call in the ladder. */
        CALL,
        /** A segment, or bytes on their way, in the ladder. */
        SEGMENT,
        /** A way from state to state. */
        WAY,
        /** A state of the state machine. */
        STATE,
        /** A remark in the ladder. */
        REMARK,
        /** Bytes on their way, in the diagram. */
        PILL;

        /** Whether it is a line, which may cross others, rather than an area, which may not. */
        public boolean line() {
            return this == ARROW || this == TIE || this == WIRE || this == SEGMENT || this == WAY;
        }
    }

    public Item {
        marks = List.copyOf(marks);
        seqs = List.copyOf(seqs);
    }

    /** The same thing with the same looks, wherever it stands. */
    public boolean looksLike(Item other) {
        return area.width() == other.area.width()
                && area.height() == other.area.height()
                && kind == other.kind
                && evidence == other.evidence
                && lit == other.lit
                && act.equals(other.act)
                && name.equals(other.name)
                && marks.equals(other.marks);
    }
}
