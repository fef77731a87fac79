package org.socketlab.recording;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * A recording's first line.
 *
 * @param started when the lab's clock stood at 0
 * @param first the first fact's seq
 */
public record Header(Instant started, Host host, long first) {
    static final String FORMAT = "socketlab";
    static final long VERSION = 1;

    String line() throws IOException {
        return Json.line(json -> {
            json.writeStringField("format", FORMAT);
            json.writeNumberField("version", VERSION);
            json.writeStringField("started", started.toString());
            json.writeFieldName("host");
            host.write(json);
            json.writeNumberField("first", first);
        });
    }

    /** Of a line whose format and version are ours. */
    static Header read(Fields json) throws Malformed {
        Instant started = json.make("started", String.class, text -> {
            try {
                return Instant.parse(text);
            } catch (DateTimeException e) {
                throw Malformed.field("started");
            }
        });
        long first = json.number("first");
        if (first < 1) {
            throw Malformed.field("first");
        }
        return new Header(started, Host.read(json.object("host")), first);
    }
}
