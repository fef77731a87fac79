package org.socketlab.recording;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Framing;
import org.socketlab.model.SocketId;
import org.socketlab.model.SocketStage;
import org.socketlab.model.Stage;

/** A command as JSON: its name and, by name, its arguments. */
final class CommandJson {
    private CommandJson() {}

    static void write(JsonGenerator json, Command command) throws IOException {
        json.writeStringField("name", name(command));
        json.writeObjectFieldStart("args");
        switch (command) {
            case Command.StartServer start -> {
                json.writeStringField("server", start.server());
                json.writeArrayFieldStart("endpoints");
                for (Endpoint endpoint : start.endpoints()) {
                    json.writeString(endpoint.toString());
                }
                json.writeEndArray();
                json.writeStringField("framing", start.framing().word());
                json.writeNumberField("backlog", start.backlog());
            }
            case Command.StopServer stop -> json.writeStringField("server", stop.server());
            case Command.SetStage set -> {
                json.writeStringField("server", set.server());
                write(json, set.stage());
            }
            case Command.LetOneIn let -> json.writeStringField("server", let.server());
            case Command.OpenConsole open -> {
                json.writeStringField("console", open.console());
                json.writeStringField("target", open.target().toString());
            }
            case Command.Send send -> {
                json.writeStringField("console", send.console());
                json.writeStringField("bytes", send.bytes().toBase64());
            }
            case Command.HalfClose half -> json.writeStringField("console", half.console());
            case Command.HoldRead(SocketId socket, boolean held) -> holding(json, socket, held);
            case Command.HoldClose(SocketId socket, boolean held) -> holding(json, socket, held);
            case Command.Reset(SocketId socket) -> json.writeStringField("socket", socket.toString());
            case Command.Disconnect disconnect -> json.writeStringField("console", disconnect.console());
            case Command.CloseConsole close -> json.writeStringField("console", close.console());
            case Command.Isolate isolate -> json.writeBooleanField("on", isolate.on());
            case Command.LimitFds limit -> json.writeNumberField("most", limit.most());
            case Command.KillServer _, Command.StartOver _ -> {}
            case Command.AddNote note -> {
                json.writeStringField("text", note.text());
                json.writeStringField("author", note.author());
                if (note.at().isPresent()) {
                    json.writeNumberField("at", note.at().getAsLong());
                }
            }
        }
        json.writeEndObject();
    }

    private static String name(Command command) {
        return switch (command) {
            case Command.StartServer _ -> "start-server";
            case Command.StopServer _ -> "stop-server";
            case Command.SetStage _ -> "set-stage";
            case Command.LetOneIn _ -> "let-one-in";
            case Command.OpenConsole _ -> "open-console";
            case Command.Send _ -> "send";
            case Command.HalfClose _ -> "half-close";
            case Command.HoldRead _ -> "hold-read";
            case Command.HoldClose _ -> "hold-close";
            case Command.Reset _ -> "reset";
            case Command.Disconnect _ -> "disconnect";
            case Command.CloseConsole _ -> "close-console";
            case Command.Isolate _ -> "isolate";
            case Command.LimitFds _ -> "limit-fds";
            case Command.KillServer _ -> "kill-server";
            case Command.StartOver _ -> "start-over";
            case Command.AddNote _ -> "add-note";
        };
    }

    private static void holding(JsonGenerator json, SocketId socket, boolean held) throws IOException {
        json.writeStringField("socket", socket.toString());
        json.writeBooleanField("held", held);
    }

    /** The field {@code stage}. */
    static void write(JsonGenerator json, Stage stage) throws IOException {
        json.writeObjectFieldStart("stage");
        json.writeBooleanField("holdAccept", stage.holdAccept());
        json.writeBooleanField("fullQueue", stage.fullQueue());
        json.writeBooleanField("waitForData", stage.waitForData());
        json.writeEndObject();
    }

    /** The field {@code stage} of a socket. */
    static void write(JsonGenerator json, SocketStage stage) throws IOException {
        json.writeObjectFieldStart("stage");
        json.writeBooleanField("holdRead", stage.holdRead());
        json.writeBooleanField("holdClose", stage.holdClose());
        json.writeEndObject();
    }

    /** The command, empty where the name is one that a later version knows. */
    static Optional<Command> read(Fields json) throws Malformed {
        Fields args = json.object("args");
        return Optional.ofNullable(
                switch (json.text("name")) {
                    case "start-server" ->
                        new Command.StartServer(
                                args.text("server"),
                                args.each("endpoints", String.class, Endpoint::parse),
                                args.make("framing", String.class, Framing::of),
                                args.integer("backlog"));
                    case "stop-server" -> new Command.StopServer(args.text("server"));
                    case "set-stage" -> new Command.SetStage(args.text("server"), stage(args));
                    case "let-one-in" -> new Command.LetOneIn(args.text("server"));
                    case "open-console" -> new Command.OpenConsole(args.text("console"), args.endpoint("target"));
                    case "send" -> new Command.Send(args.text("console"), args.bytes("bytes"));
                    case "half-close" -> new Command.HalfClose(args.text("console"));
                    case "hold-read" -> new Command.HoldRead(args.id("socket"), args.flag("held"));
                    case "hold-close" -> new Command.HoldClose(args.id("socket"), args.flag("held"));
                    case "reset" -> new Command.Reset(args.id("socket"));
                    case "disconnect" -> new Command.Disconnect(args.text("console"));
                    case "close-console" -> new Command.CloseConsole(args.text("console"));
                    case "isolate" -> new Command.Isolate(args.flag("on"));
                    case "limit-fds" -> new Command.LimitFds(args.integer("most"));
                    case "kill-server" -> new Command.KillServer();
                    case "start-over" -> new Command.StartOver();
                    case "add-note" ->
                        new Command.AddNote(args.text("text"), args.text("author"), args.optionalNumber("at"));
                    default -> null;
                });
    }

    static Stage stage(Fields json) throws Malformed {
        Fields stage = json.object("stage");
        return new Stage(
                stage.flag("holdAccept", false), stage.flag("fullQueue", false), stage.flag("waitForData", false));
    }

    static SocketStage socketStage(Fields json) throws Malformed {
        Fields stage = json.object("stage");
        return new SocketStage(stage.flag("holdRead", false), stage.flag("holdClose", false));
    }
}
