package org.socketlab.recording;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.socketlab.model.Command;
import org.socketlab.model.Event;

/** What a lab in another process is asked, as one line of JSON each. */
public sealed interface Request {
    /** What {@code Lab.submit} was given. */
    record Do(Command command, String by) implements Request {}

    /** To say when all that was asked before is done. */
    record Settle(long number) implements Request {}

    /** The line, with its end. */
    static String line(Request request) throws IOException {
        return Json.line(json -> {
                    switch (request) {
                        case Do(Command command, String by) -> {
                            json.writeStringField("kind", "command");
                            CommandJson.write(json, command);
                            json.writeStringField("by", by);
                        }
                        case Settle(long number) -> {
                            json.writeStringField("kind", "settle");
                            json.writeNumberField("number", number);
                        }
                    }
                })
                + "\n";
    }

    /** Requests from a stream. One thread at a time. */
    final class Reader {
        private final Lines lines;

        public Reader(InputStream in) {
            lines = new Lines(in);
        }

        /**
         * The next one, empty where the stream has ended, a torn last line included.
         *
         * @throws IOException also where a line is no request
         */
        public Optional<Request> next() throws IOException {
            try {
                return lines.next() && lines.whole() ? Optional.of(read(lines.fields())) : Optional.empty();
            } catch (Malformed e) {
                throw new IOException("line " + lines.number() + " is no request: " + e.getMessage(), e);
            }
        }

        private static Request read(Fields json) throws Malformed {
            if (json.text("kind").equals("settle")) {
                return new Settle(json.number("number"));
            }
            if (EventReader.read(json) instanceof Event.Asked(Command command, String by)) {
                return new Do(command, by);
            }
            throw Malformed.field("kind");
        }
    }
}
