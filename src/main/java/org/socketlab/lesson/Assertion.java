package org.socketlab.lesson;

import org.socketlab.model.Bytes;

/** What a lesson says is so; each is looked up in facts, never taken on trust. {@code line} is how the document has it. */
public sealed interface Assertion {
    String line();

    /** {@code TERM is VALUE}, {@code TERM is not TERM} … */
    record Compare(String line, Term left, boolean not, Value right) implements Assertion {}

    /** What the console was sent since the step began. {@code just}: that and no more. */
    record Hears(String line, String console, Bytes bytes, boolean just) implements Assertion {}

    /** One read() of the server's since the step began returned exactly these bytes. */
    record Reads(String line, Subject.Server server, Bytes bytes) implements Assertion {}

    /** A line of the server's log since the step began is this. */
    record Logs(String line, Subject.Server server, String text) implements Assertion {}

    /** What a term is compared with. */
    sealed interface Value {
        /** {@code none} where there is no such thing. */
        record Word(String text) implements Value {}

        record Of(Term term) implements Value {}
    }
}
