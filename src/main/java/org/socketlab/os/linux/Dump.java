package org.socketlab.os.linux;

import java.nio.ByteBuffer;
import java.util.List;
import org.socketlab.os.Errno;
import org.socketlab.os.SyscallException;

/** A dump, asked once more where the kernel marks it as inconsistent (NLM_F_DUMP_INTR). One thread at a time. */
final class Dump {
    private Dump() {}

    /** Who answers. */
    interface Answers {
        NetlinkAnswer.Outcome ask(Netlink.Ask ask, NetlinkAnswer.Each each) throws SyscallException;
    }

    /** Reads one message into rows; false where it was cut. */
    interface Reader<R> {
        boolean read(ByteBuffer bytes, int from, int end, List<R> into);
    }

    /** Adds what the dump gives to {@code rows}; false where it is not whole, also the second time. */
    static <R> boolean read(Answers netlink, Netlink.Ask ask, List<R> rows, Reader<R> reader) throws SyscallException {
        int before = rows.size();
        for (int attempt = 0; ; attempt++) {
            boolean[] whole = {true};
            NetlinkAnswer.Outcome outcome =
                    netlink.ask(ask, (bytes, from, end) -> whole[0] &= reader.read(bytes, from, end, rows));
            switch (outcome) {
                case NONE -> throw new SyscallException("sock_diag", Errno.ENOENT.number()); // no such diag module
                case WHOLE, INTERRUPTED -> {
                    boolean complete = outcome == NetlinkAnswer.Outcome.WHOLE && whole[0];
                    if (complete || attempt > 0) {
                        return complete;
                    }
                    rows.subList(before, rows.size()).clear();
                }
            }
        }
    }
}
