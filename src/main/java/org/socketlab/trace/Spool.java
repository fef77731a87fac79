package org.socketlab.trace;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState;

/** Where the timeline puts facts that memory has no room for. One thread adds and clears; any thread reads. */
public interface Spool extends AutoCloseable {
    /** Forgets at once. */
    Spool NONE = new Spool() {
        @Override
        public void add(LabState base, List<Fact> facts) {}

        @Override
        public long firstSeq() {
            return Long.MAX_VALUE;
        }

        @Override
        public List<Fact> read(long from, long upTo) {
            return List.of();
        }

        @Override
        public Optional<LabState> base(long seq) {
            return Optional.empty();
        }

        @Override
        public void clear() {}

        @Override
        public void close() {}
    };

    /** Takes facts that follow on those it has, and the state before them. */
    void add(LabState base, List<Fact> facts) throws IOException;

    /** The first fact it still has, {@link Long#MAX_VALUE} where it has none. */
    long firstSeq();

    /** The facts from {@code from} up to and with {@code upTo}, as far as it has them. */
    List<Fact> read(long from, long upTo);

    /** The last state it has of those after a fact up to and with {@code seq}; facts after that one are there too. */
    Optional<LabState> base(long seq);

    /** Forgets all. */
    void clear();

    @Override
    void close();
}
