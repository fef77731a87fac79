package org.socketlab.recording;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.socketlab.model.FdEntry;
import org.socketlab.model.Limits;
import org.socketlab.model.ProcessView;

/** A process's fd table as JSON: in facts, and as {@code socketlab fds --format json} prints it. */
public final class FdsJson {
    private FdsJson() {}

    /** Writes {@code {"pid","command","limits":{"nofile":{"soft","hard"}},"fds":[…]}}; unlimited is -1. */
    public static void write(JsonGenerator json, ProcessView process, Limits limits, List<FdEntry> fds)
            throws IOException {
        json.writeStartObject();
        json.writeNumberField("pid", process.pid());
        json.writeStringField("command", process.command());
        json.writeObjectFieldStart("limits");
        writeNofile(json, limits);
        json.writeEndObject();
        writeFds(json, fds);
        json.writeEndObject();
    }

    /** The field {@code nofile}. */
    static void writeNofile(JsonGenerator json, Limits limits) throws IOException {
        json.writeObjectFieldStart("nofile");
        json.writeNumberField("soft", limits.soft());
        json.writeNumberField("hard", limits.hard());
        json.writeEndObject();
    }

    /** The field {@code fds}. */
    static void writeFds(JsonGenerator json, List<FdEntry> fds) throws IOException {
        json.writeArrayFieldStart("fds");
        for (FdEntry entry : fds) {
            write(json, entry);
        }
        json.writeEndArray();
    }

    static void write(JsonGenerator json, FdEntry entry) throws IOException {
        json.writeStartObject();
        json.writeNumberField("fd", entry.fd());
        json.writeStringField("target", entry.target());
        json.writeStringField("mode", entry.mode());
        json.writeEndObject();
    }
}
