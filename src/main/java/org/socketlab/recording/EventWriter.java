package org.socketlab.recording;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.socketlab.model.Bytes;
import org.socketlab.model.Event;
import org.socketlab.model.Limits;
import org.socketlab.model.Refusal;

/** An event's {@code kind} and fields, as the format has them. */
final class EventWriter {
    private EventWriter() {}

    static void write(JsonGenerator json, Event event) throws IOException {
        switch (event) {
            case Event.Asked asked -> {
                json.writeStringField("kind", "command");
                CommandJson.write(json, asked.command());
                json.writeStringField("by", asked.by());
            }
            case Event.Called called -> {
                json.writeStringField("kind", "call");
                called(json, called);
            }
            case Event.Returned returned -> returned(json, returned);
            case Event.Looked looked -> {
                json.writeStringField("kind", "sockets");
                ScopeJson.write(json, looked.scope());
                json.writeBooleanField("complete", looked.complete());
                json.writeFieldName("sockets");
                SocketJson.write(json, looked.sockets());
            }
            case Event.FdTable table -> {
                json.writeStringField("kind", "fds");
                json.writeNumberField("pid", table.pid());
                FdsJson.writeFds(json, table.fds());
            }
            case Event.Segment segment -> segment(json, segment);
            case Event.Destroyed destroyed -> {
                json.writeStringField("kind", "destroyed");
                json.writeStringField("id", destroyed.id().toString());
                json.writeStringField("local", destroyed.local().toString());
                json.writeStringField("remote", destroyed.remote().toString());
                SocketJson.writeTcpInfo(json, destroyed.tcpInfo());
            }
            case Event.Listener listener -> {
                json.writeStringField("kind", "listener");
                listener(json, listener);
            }
            case Event.Holding holding -> {
                json.writeStringField("kind", "holding");
                json.writeStringField("actor", holding.actor());
                json.writeStringField("id", holding.id().toString());
                CommandJson.write(json, holding.stage());
            }
            case Event.ProcessSeen seen -> fieldsOfProcess(json, seen);
            case Event.LimitsRead(Limits limits) -> {
                json.writeStringField("kind", "limits");
                json.writeNumberField("pid", limits.pid());
                limits(json, limits);
            }
            case Event.SocketFile file -> {
                json.writeStringField("kind", "file");
                file(json, file);
            }
            case Event.ConsoleBytes bytes -> {
                json.writeStringField("kind", "console");
                json.writeStringField("console", bytes.console());
                json.writeStringField("direction", bytes.fromPerson() ? "in" : "out");
                json.writeStringField("bytes", bytes.bytes().toBase64());
            }
            case Event.ConsoleNote note -> {
                json.writeStringField("kind", "console");
                json.writeStringField("console", note.console());
                json.writeStringField("direction", "note");
                json.writeStringField("text", note.saying().text());
                json.writeStringField("code", note.saying().code());
                texts(json, "args", note.saying().args());
            }
            case Event.Log log -> {
                json.writeStringField("kind", "log");
                json.writeStringField("actor", log.actor());
                json.writeStringField("text", log.text());
            }
            case Event.Note note -> {
                json.writeStringField("kind", "note");
                json.writeStringField("text", note.text());
                json.writeStringField("author", note.author());
                if (note.at().isPresent()) {
                    json.writeNumberField("at", note.at().getAsLong());
                }
            }
            case Refusal refusal -> refusal(json, refusal);
            case Event.Gap gap -> gap(json, gap);
        }
    }

    /** All fields of a call but the kind. */
    static void called(JsonGenerator json, Event.Called called) throws IOException {
        json.writeNumberField("call", called.call());
        json.writeStringField("name", called.name().name());
        texts(json, "args", called.args());
        json.writeNumberField("fd", called.fd());
        json.writeStringField("thread", called.thread());
        json.writeStringField("actor", called.actor());
        if (called.pid() != Event.Called.OWN) {
            json.writeNumberField("pid", called.pid());
        }
    }

    private static void returned(JsonGenerator json, Event.Returned returned) throws IOException {
        json.writeStringField("kind", "return");
        json.writeNumberField("call", returned.call());
        json.writeNumberField("result", returned.result());
        if (!returned.errno().isEmpty()) {
            json.writeStringField("errno", returned.errno());
        }
        if (!returned.out().isEmpty()) {
            texts(json, "out", returned.out());
        }
        if (returned.id().isPresent()) {
            json.writeStringField("id", returned.id().get().toString());
        }
        if (returned.length() > 0 || returned.bytes().length() > 0) {
            bytes(json, returned.bytes());
            json.writeNumberField("length", returned.length());
        }
    }

    private static void segment(JsonGenerator json, Event.Segment segment) throws IOException {
        json.writeStringField("kind", "segment");
        json.writeStringField("from", segment.from().toString());
        json.writeStringField("to", segment.to().toString());
        texts(json, "flags", segment.flags());
        json.writeNumberField("seqno", segment.seqno());
        json.writeNumberField("ackno", segment.ackno());
        json.writeNumberField("window", segment.window());
        texts(json, "options", segment.options());
        json.writeNumberField("length", segment.length());
        bytes(json, segment.bytes());
        json.writeStringField("via", segment.via());
        json.writeStringField("fate", segment.fate());
    }

    /** All fields of a listener but the kind. */
    static void listener(JsonGenerator json, Event.Listener listener) throws IOException {
        json.writeStringField("actor", listener.actor());
        json.writeBooleanField("up", listener.up());
        json.writeStringField("endpoint", listener.endpoint().toString());
        json.writeStringField("framing", listener.framing().word());
        json.writeNumberField("backlog", listener.backlog());
        CommandJson.write(json, listener.stage());
    }

    private static void fieldsOfProcess(JsonGenerator json, Event.ProcessSeen seen) throws IOException {
        json.writeStringField("kind", "process");
        json.writeNumberField("pid", seen.process().pid());
        json.writeStringField("command", seen.process().command());
        json.writeStringField("user", seen.process().user());
        json.writeBooleanField(seen.began() ? "began" : "ended", true);
        if (seen.signal().isPresent()) {
            json.writeNumberField("signal", seen.signal().getAsInt());
        }
    }

    static void limits(JsonGenerator json, Limits limits) throws IOException {
        FdsJson.writeNofile(json, limits);
        json.writeFieldName("ephemeral");
        json.writeArray(new int[] {limits.ephemeralLow(), limits.ephemeralHigh()}, 0, 2);
    }

    /** All fields of a socket file but the kind. */
    static void file(JsonGenerator json, Event.SocketFile file) throws IOException {
        json.writeStringField("path", file.path());
        json.writeStringField("mode", file.mode());
        json.writeNumberField("uid", file.uid());
        json.writeNumberField("gid", file.gid());
        json.writeNumberField("inode", file.inode());
        json.writeBooleanField("gone", file.gone());
    }

    /** The sentences in English for whoever reads the file, code and arguments for the lab's own other language. */
    private static void refusal(JsonGenerator json, Refusal refusal) throws IOException {
        json.writeStringField("kind", "refusal");
        json.writeStringField("what", refusal.what(Locale.ENGLISH));
        json.writeStringField("errno", refusal.errno());
        json.writeStringField("why", refusal.why(Locale.ENGLISH));
        json.writeStringField("todo", refusal.todo(Locale.ENGLISH));
        json.writeStringField("code", refusal.code());
        texts(json, "args", refusal.args());
    }

    private static void gap(JsonGenerator json, Event.Gap gap) throws IOException {
        json.writeStringField("kind", "gap");
        json.writeNumberField("lost", gap.lost());
        json.writeStringField("why", gap.why());
        if (gap.firstCall() != 0 || gap.lastCall() != 0) {
            json.writeFieldName("calls");
            json.writeArray(new long[] {gap.firstCall(), gap.lastCall()}, 0, 2);
        }
    }

    static void texts(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private static void bytes(JsonGenerator json, Bytes bytes) throws IOException {
        if (bytes.length() > 0) {
            json.writeStringField("bytes", bytes.toBase64());
        }
    }
}
