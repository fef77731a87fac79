package org.socketlab.picture.diagram;

import java.util.List;
import java.util.OptionalLong;
import org.socketlab.model.Bytes;
import org.socketlab.model.Evidence;
import org.socketlab.model.SocketId;

/**
 * Bytes that went from one socket to its peer.
 *
 * @param seq the fact that completed it; no two have the same
 * @param t when the last call returned, ns since the start
 * @param bytes the first of them
 * @param length how many
 * @param took from the write's entry to the read's return, ns; empty where one of the two was not seen
 * @param evidence inferred where only one of the two calls was seen
 */
public record Passed(
        long seq,
        long t,
        SocketId from,
        SocketId to,
        Bytes bytes,
        long length,
        OptionalLong took,
        Evidence evidence,
        List<Long> seqs) {
    public Passed {
        seqs = List.copyOf(seqs);
    }
}
