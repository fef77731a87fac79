package org.socketlab.recording;

/** A line that is not as the format says; whoever knows the file and the line makes a refusal of it. */
final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    /** What is wrong. */
    enum Fault {
        /** It is no JSON, or no object. */
        JSON("recording.json"),
        /** It nests deeper than 32 levels. */
        DEEP("recording.deep"),
        /** A field is missing or has a value that it cannot have. */
        FIELD("recording.field"),
        /** The line is longer than 16 MiB. */
        LONG("recording.long-line"),
        /** {@code seq} does not follow on the one before. */
        ORDER("recording.order");

        final String code;

        Fault(String code) {
            this.code = code;
        }
    }

    final Fault fault;
    final String what;

    /** @param what the field, or what stands in its place */
    Malformed(Fault fault, String what) {
        super(fault + " " + what);
        this.fault = fault;
        this.what = what;
    }

    static Malformed field(String name) {
        return new Malformed(Fault.FIELD, name);
    }
}
