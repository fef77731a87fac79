package org.socketlab.recording;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import org.pcollections.TreePVector;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.Departed;
import org.socketlab.model.LabState.LogLine;
import org.socketlab.model.LabState.OpenCall;
import org.socketlab.model.LabState.SeenConsole;
import org.socketlab.model.LabState.SeenFd;
import org.socketlab.model.LabState.SeenFile;
import org.socketlab.model.LabState.SeenHolding;
import org.socketlab.model.LabState.SeenListener;
import org.socketlab.model.LabState.SeenProcess;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.LastWord;
import org.socketlab.model.SocketId;
import org.socketlab.model.StatePath;

/** The state before a recording's first fact, as its line {@code {"kind":"base",…}}. */
final class StateWriter {
    private StateWriter() {}

    /** The line, without its end. */
    static String line(LabState state) throws IOException {
        return Json.line(json -> write(json, state));
    }

    private static void write(JsonGenerator json, LabState state) throws IOException {
        json.writeStringField("kind", "base");
        json.writeNumberField("self", state.self());
        json.writeNumberField("seq", state.seq());
        json.writeNumberField("t", state.t());
        json.writeNumberField("lost", state.lost());
        each(json, "sockets", state.sockets().values(), StateWriter::socket);
        each(json, "processes", state.processes().values(), StateWriter::fieldsOfProcess);
        each(json, "calls", state.openCalls().values(), StateWriter::call);
        each(json, "listeners", state.listeners().values(), StateWriter::listener);
        each(json, "consoles", state.consoles().values(), StateWriter::console);
        each(json, "files", state.files().values(), StateWriter::file);
        each(json, "logs", state.logs().entrySet(), StateWriter::log);
        each(json, "held", state.held().entrySet(), StateWriter::held);
        each(json, "departed", state.departed().entrySet(), StateWriter::departed);
    }

    private interface Part<T> {
        void write(JsonGenerator json, T part) throws IOException;
    }

    private static <T> void each(JsonGenerator json, String name, Iterable<T> parts, Part<T> writer)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (T part : parts) {
            json.writeStartObject();
            writer.write(json, part);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void socket(JsonGenerator json, SeenSocket seen) throws IOException {
        json.writeFieldName("socket");
        SocketJson.write(json, seen.socket());
        json.writeStringField("actor", seen.actor());
        json.writeNumberField("firstSeq", seen.firstSeq());
        json.writeNumberField("seq", seen.seq());
        json.writeNumberField("t", seen.t());
        FactJson.writeGrounds(json, seen.evidence(), seen.because());
        json.writeBooleanField("looked", seen.looked());
        each(json, "path", seen.path().steps(), StateWriter::step);
    }

    private static void step(JsonGenerator json, StatePath.Step step) throws IOException {
        json.writeStringField("state", step.state().name());
        json.writeStringField("how", step.how().name());
        json.writeStringField("evidence", step.evidence().word());
        json.writeNumberField("seq", step.seq());
        json.writeNumberField("t", step.t());
    }

    private static void fieldsOfProcess(JsonGenerator json, SeenProcess seen) throws IOException {
        json.writeNumberField("pid", seen.pid());
        if (seen.process().isPresent()) {
            json.writeStringField("command", seen.process().get().command());
            json.writeStringField("user", seen.process().get().user());
        }
        each(json, "fds", seen.fds().values(), StateWriter::fd);
        json.writeObjectFieldStart("closed");
        for (Map.Entry<Integer, Long> closed : seen.closed().entrySet()) {
            json.writeNumberField(closed.getKey().toString(), closed.getValue());
        }
        json.writeEndObject();
        if (seen.limits().isPresent()) {
            json.writeObjectFieldStart("limits");
            EventWriter.limits(json, seen.limits().get());
            json.writeEndObject();
        }
        json.writeNumberField("seq", seen.seq());
    }

    private static void fd(JsonGenerator json, SeenFd row) throws IOException {
        json.writeNumberField("fd", row.fd());
        json.writeStringField("target", row.entry().target());
        json.writeStringField("mode", row.entry().mode());
        if (row.id().isPresent()) {
            json.writeStringField("id", row.id().get().toString());
        }
        json.writeStringField("actor", row.actor());
        json.writeNumberField("seq", row.seq());
        json.writeNumberField("t", row.t());
    }

    private static void call(JsonGenerator json, OpenCall open) throws IOException {
        EventWriter.called(json, open.call());
        json.writeNumberField("seq", open.seq());
        json.writeNumberField("t", open.t());
    }

    private static void listener(JsonGenerator json, SeenListener seen) throws IOException {
        EventWriter.listener(json, seen.listener());
        json.writeNumberField("seq", seen.seq());
    }

    private static void console(JsonGenerator json, SeenConsole console) throws IOException {
        json.writeStringField("name", console.name());
        json.writeStringField("target", console.target().toString());
        json.writeStringField("phase", console.phase().name());
        json.writeNumberField("fd", console.fd());
        if (console.id().isPresent()) {
            json.writeStringField("id", console.id().get().toString());
        }
        json.writeNumberField("seq", console.seq());
    }

    private static void file(JsonGenerator json, SeenFile seen) throws IOException {
        EventWriter.file(json, seen.file());
        json.writeNumberField("seq", seen.seq());
    }

    private static void log(JsonGenerator json, Map.Entry<String, TreePVector<LogLine>> log) throws IOException {
        json.writeStringField("actor", log.getKey());
        each(json, "lines", log.getValue(), StateWriter::logLine);
    }

    private static void logLine(JsonGenerator json, LogLine line) throws IOException {
        json.writeStringField("text", line.text());
        json.writeNumberField("seq", line.seq());
        json.writeNumberField("t", line.t());
    }

    private static void held(JsonGenerator json, Map.Entry<SocketId, SeenHolding> held) throws IOException {
        json.writeStringField("id", held.getKey().toString());
        CommandJson.write(json, held.getValue().stage());
        json.writeNumberField("seq", held.getValue().seq());
    }

    private static void departed(JsonGenerator json, Map.Entry<SocketId, Departed> departed) throws IOException {
        json.writeStringField("id", departed.getKey().toString());
        json.writeStringField("actor", departed.getValue().actor());
        json.writeNumberField("firstSeq", departed.getValue().firstSeq());
        json.writeNumberField("seq", departed.getValue().seq());
        each(json, "path", departed.getValue().path().steps(), StateWriter::step);
        if (departed.getValue().last().isPresent()) {
            LastWord last = departed.getValue().last().get();
            json.writeObjectFieldStart("last");
            json.writeStringField("local", last.local().toString());
            json.writeStringField("remote", last.remote().toString());
            json.writeNumberField("received", last.received());
            json.writeNumberField("sent", last.sent());
            json.writeNumberField("segsIn", last.segsIn());
            json.writeNumberField("segsOut", last.segsOut());
            json.writeEndObject();
        }
    }
}
