package org.socketlab.os.linux;

import java.nio.ByteBuffer;
import org.socketlab.os.Errno;
import org.socketlab.os.SyscallException;

/** Reads the answer to one request, datagram by datagram, to its end. One thread at a time. */
final class NetlinkAnswer {
    private NetlinkAnswer() {}

    /** Where the next datagram comes from: it is put at the buffer's beginning, and its length returned. */
    interface Datagrams {
        int next() throws SyscallException;
    }

    /** What is handed each message that answers a request. */
    interface Each {
        void message(ByteBuffer bytes, int payload, int end);
    }

    /** How an answer ended. */
    enum Outcome {
        WHOLE,
        INTERRUPTED,
        NONE
    }

    /**
     * Hands on each message that answers the request of that number.
     *
     * @param bytes where the datagrams are put, in native order
     * @param dump whether a message is followed by others until one says DONE
     */
    static Outcome read(Datagrams datagrams, ByteBuffer bytes, int sequence, boolean dump, Each each)
            throws SyscallException {
        boolean whole = true;
        while (true) {
            NetlinkMessages messages = new NetlinkMessages(bytes, datagrams.next());
            while (messages.next()) {
                if (messages.sequence() != sequence) {
                    continue; // the rest of an answer that was given up
                }
                whole &= (messages.flags() & NetlinkMessages.DUMP_INTERRUPTED) == 0;
                switch (messages.type()) {
                    case NetlinkMessages.ERROR, NetlinkMessages.DONE -> {
                        return finished(messages.errno(), whole && !messages.cut());
                    }
                    case NetlinkMessages.OVERRUN -> whole = false;
                    case NetlinkMessages.SOCK_DIAG_BY_FAMILY, NetlinkMessages.TCPDIAG_GETSOCK -> {
                        each.message(bytes, messages.payload(), messages.payloadEnd());
                        if (!dump) {
                            return Outcome.WHOLE;
                        }
                    }
                    default -> {
                        // NLMSG_NOOP
                    }
                }
            }
            whole &= !messages.cut();
        }
    }

    private static Outcome finished(int errno, boolean whole) throws SyscallException {
        if (errno == Errno.ENOENT.number()) {
            return Outcome.NONE;
        }
        if (errno != 0) {
            throw new SyscallException("sock_diag", errno);
        }
        return whole ? Outcome.WHOLE : Outcome.INTERRUPTED;
    }
}
