package org.socketlab.recording;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.socketlab.model.Command;
import org.socketlab.model.Event;
import org.socketlab.model.Framing;
import org.socketlab.model.ProcessView;
import org.socketlab.model.Refusal;
import org.socketlab.model.Saying;
import org.socketlab.model.Scope;
import org.socketlab.model.SocketCall;
import org.socketlab.model.SocketId;

/** An event from its {@code kind} and fields; a kind that this version does not know becomes a gap. */
final class EventReader {
    /** The reason of such a gap. */
    static final String UNKNOWN = "unknown-kind";

    // how a sentence reads that came without a code: as it stands
    private static final String SAID = "recording.said";

    private EventReader() {}

    static Event read(Fields json) throws Malformed {
        return switch (json.text("kind")) {
            case "command" -> asked(json);
            case "call" -> called(json);
            case "return" -> returned(json);
            case "sockets" -> looked(json);
            case "fds" -> new Event.FdTable(json.integer("pid"), SocketReader.fds(json));
            case "segment" -> segment(json);
            case "destroyed" -> destroyed(json);
            case "listener" -> listener(json);
            case "holding" -> new Event.Holding(json.text("actor"), json.id("id"), CommandJson.socketStage(json));
            case "process" -> process(json);
            case "limits" -> new Event.LimitsRead(SocketReader.limits(json.integer("pid"), json));
            case "file" -> file(json);
            case "console" -> console(json);
            case "log" -> new Event.Log(json.text("actor"), json.text("text"));
            case "note" -> new Event.Note(json.text("text"), json.text("author"), json.optionalNumber("at"));
            case "refusal" -> refusal(json);
            case "gap" -> gap(json);
            default -> new Event.Gap(1, UNKNOWN, 0, 0);
        };
    }

    private static Event asked(Fields json) throws Malformed {
        Optional<Command> command = CommandJson.read(json);
        return command.isPresent() ? new Event.Asked(command.get(), json.text("by")) : new Event.Gap(1, UNKNOWN, 0, 0);
    }

    static Event.Called called(Fields json) throws Malformed {
        return new Event.Called(
                json.number("call"),
                json.make("name", String.class, SocketCall::valueOf),
                json.texts("args"),
                json.integer("fd", -1),
                json.text("thread"),
                json.text("actor"),
                json.integer("pid", Event.Called.OWN));
    }

    private static Event returned(Fields json) throws Malformed {
        return new Event.Returned(
                json.number("call"),
                json.number("result"),
                json.text("errno", ""),
                json.texts("out"),
                json.optionalId("id"),
                json.bytes("bytes"),
                json.number("length", 0));
    }

    private static Event looked(Fields json) throws Malformed {
        Fields scope = json.object("scope");
        Scope known = ScopeJson.read(scope);
        boolean complete = json.flag("complete") && !ScopeJson.narrower(scope);
        return new Event.Looked(known, complete, json.objects("sockets", SocketReader::socket));
    }

    private static Event segment(Fields json) throws Malformed {
        return new Event.Segment(
                json.endpoint("from"),
                json.endpoint("to"),
                json.texts("flags"),
                json.number("seqno"),
                json.number("ackno"),
                json.integer("window"),
                json.texts("options"),
                json.integer("length"),
                json.bytes("bytes"),
                json.text("via"),
                json.text("fate"));
    }

    private static Event destroyed(Fields json) throws Malformed {
        SocketId id = json.id("id");
        return new Event.Destroyed(
                id,
                SocketReader.endpoint(json, "local", id),
                SocketReader.endpoint(json, "remote", id),
                SocketReader.tcpInfo(json));
    }

    static Event.Listener listener(Fields json) throws Malformed {
        return new Event.Listener(
                json.text("actor"),
                json.flag("up"),
                json.endpoint("endpoint"),
                json.make("framing", String.class, Framing::of),
                json.integer("backlog"),
                CommandJson.stage(json));
    }

    private static Event process(Fields json) throws Malformed {
        ProcessView process = new ProcessView(json.integer("pid"), json.text("command"), json.text("user"));
        boolean began = json.has("began");
        if (began == json.has("ended")) {
            throw Malformed.field("began");
        }
        return new Event.ProcessSeen(
                process, began, json.has("signal") ? OptionalInt.of(json.integer("signal")) : OptionalInt.empty());
    }

    static Event.SocketFile file(Fields json) throws Malformed {
        return new Event.SocketFile(
                json.text("path"),
                json.text("mode", ""),
                json.integer("uid", 0),
                json.integer("gid", 0),
                json.number("inode", 0),
                json.flag("gone", false));
    }

    private static Event console(Fields json) throws Malformed {
        String console = json.text("console");
        return switch (json.text("direction")) {
            case "in" -> new Event.ConsoleBytes(console, true, json.bytes("bytes"));
            case "out" -> new Event.ConsoleBytes(console, false, json.bytes("bytes"));
            case "note" ->
                new Event.ConsoleNote(
                        console,
                        json.has("code")
                                ? new Saying(json.text("code"), json.texts("args"))
                                : new Saying(SAID, List.of(json.text("text"))));
            default -> throw Malformed.field("direction");
        };
    }

    private static Event refusal(Fields json) throws Malformed {
        return json.has("code")
                ? new Refusal(json.text("code"), json.texts("args"), json.text("errno", ""))
                : new Refusal(
                        SAID, List.of(json.text("what"), json.text("why"), json.text("todo")), json.text("errno", ""));
    }

    private static Event gap(Fields json) throws Malformed {
        List<Long> calls = json.numbers("calls");
        if (!calls.isEmpty() && calls.size() != 2) {
            throw Malformed.field("calls");
        }
        return new Event.Gap(
                json.number("lost"),
                json.text("why"),
                calls.isEmpty() ? 0 : calls.getFirst(),
                calls.isEmpty() ? 0 : calls.getLast());
    }
}
