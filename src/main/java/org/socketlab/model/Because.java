package org.socketlab.model;

import java.util.List;

/**
 * What an inferred or staged fact rests on.
 *
 * @param code a reason's code, such as {@code tcp-info-counters} or {@code hold-accept}; empty where the seqs say it
 * @param seqs the facts it rests on
 */
public record Because(String code, List<Long> seqs) {
    public static final Because OBSERVED = new Because("", List.of());

    public Because {
        seqs = List.copyOf(seqs);
    }

    public static Because of(String code) {
        return new Because(code, List.of());
    }
}
