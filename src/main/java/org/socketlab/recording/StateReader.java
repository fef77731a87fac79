package org.socketlab.recording;

import java.util.List;
import java.util.Optional;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.TreePVector;
import org.socketlab.model.Evidence;
import org.socketlab.model.FdEntry;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.Departed;
import org.socketlab.model.LabState.ListenerKey;
import org.socketlab.model.LabState.LogLine;
import org.socketlab.model.LabState.OpenCall;
import org.socketlab.model.LabState.Phase;
import org.socketlab.model.LabState.SeenConsole;
import org.socketlab.model.LabState.SeenFd;
import org.socketlab.model.LabState.SeenFile;
import org.socketlab.model.LabState.SeenHolding;
import org.socketlab.model.LabState.SeenListener;
import org.socketlab.model.LabState.SeenProcess;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.LastWord;
import org.socketlab.model.ProcessView;
import org.socketlab.model.Protocol;
import org.socketlab.model.SocketId;
import org.socketlab.model.SocketState;
import org.socketlab.model.StatePath;

/** The state that {@link StateWriter} wrote. */
final class StateReader {
    private StateReader() {}

    static boolean isBase(Fields json) {
        return "base".equals(json.map().get("kind"));
    }

    static LabState read(Fields json) throws Malformed {
        return new LabState(
                json.integer("self"),
                json.number("seq"),
                json.number("t"),
                map(json, "sockets", StateReader::socket, seen -> seen.socket().id()),
                map(json, "processes", StateReader::process, SeenProcess::pid),
                map(json, "calls", StateReader::call, open -> open.call().call()),
                map(
                        json,
                        "listeners",
                        StateReader::listener,
                        seen -> new ListenerKey(
                                seen.listener().actor(), seen.listener().endpoint())),
                map(json, "consoles", StateReader::console, SeenConsole::name),
                map(json, "files", StateReader::file, seen -> seen.file().path()),
                logs(json),
                held(json),
                departed(json),
                json.number("lost"));
    }

    private interface Key<T, K> {
        K of(T value);
    }

    private static <K, T> PMap<K, T> map(Fields json, String name, Fields.Making<Fields, T> making, Key<T, K> key)
            throws Malformed {
        PMap<K, T> map = HashTreePMap.empty();
        for (T value : json.objects(name, making)) {
            map = map.plus(key.of(value), value);
        }
        return map;
    }

    private static SeenSocket socket(Fields json) throws Malformed {
        Evidence evidence = FactJson.evidence(json);
        KernelSocket socket = SocketReader.socket(json.object("socket"));
        return new SeenSocket(
                socket,
                json.text("actor"),
                json.number("firstSeq"),
                json.number("seq"),
                json.number("t"),
                evidence,
                FactJson.because(json, evidence),
                json.flag("looked"),
                path(json, socket.protocol()));
    }

    private static StatePath path(Fields json, Protocol protocol) throws Malformed {
        if (!json.has("path")) {
            return StatePath.NONE; // a recording of before there were paths
        }
        return new StatePath(TreePVector.from(json.objects(
                "path",
                step -> new StatePath.Step(
                        step.make("state", String.class, name -> SocketState.of(protocol, name)),
                        step.make("how", String.class, StatePath.How::valueOf),
                        step.make("evidence", String.class, Evidence::of),
                        step.number("seq"),
                        step.number("t")))));
    }

    private static Optional<LastWord> last(Fields json) throws Malformed {
        if (!json.has("last")) {
            return Optional.empty();
        }
        Fields last = json.object("last");
        return Optional.of(new LastWord(
                last.endpoint("local"),
                last.endpoint("remote"),
                last.number("received"),
                last.number("sent"),
                last.number("segsIn"),
                last.number("segsOut")));
    }

    private static SeenProcess process(Fields json) throws Malformed {
        int pid = json.integer("pid");
        PMap<Integer, Long> closed = HashTreePMap.empty();
        Fields times = json.object("closed");
        for (String fd : times.names()) {
            try {
                closed = closed.plus(Integer.valueOf(fd), times.number(fd));
            } catch (NumberFormatException e) {
                throw Malformed.field("closed");
            }
        }
        return new SeenProcess(
                pid,
                json.has("command")
                        ? Optional.of(new ProcessView(pid, json.text("command"), json.text("user")))
                        : Optional.empty(),
                map(json, "fds", StateReader::fd, SeenFd::fd),
                closed,
                json.has("limits") ? Optional.of(SocketReader.limits(pid, json.object("limits"))) : Optional.empty(),
                json.number("seq"));
    }

    private static SeenFd fd(Fields json) throws Malformed {
        FdEntry entry = SocketReader.fd(json);
        return new SeenFd(
                entry.fd(), entry, json.optionalId("id"), json.text("actor"), json.number("seq"), json.number("t"));
    }

    private static OpenCall call(Fields json) throws Malformed {
        return new OpenCall(EventReader.called(json), json.number("seq"), json.number("t"));
    }

    private static SeenListener listener(Fields json) throws Malformed {
        return new SeenListener(EventReader.listener(json), json.number("seq"));
    }

    private static SeenConsole console(Fields json) throws Malformed {
        return new SeenConsole(
                json.text("name"),
                json.endpoint("target"),
                json.make("phase", String.class, Phase::valueOf),
                json.integer("fd"),
                json.optionalId("id"),
                json.number("seq"));
    }

    private static SeenFile file(Fields json) throws Malformed {
        return new SeenFile(EventReader.file(json), json.number("seq"));
    }

    private static PMap<String, TreePVector<LogLine>> logs(Fields json) throws Malformed {
        PMap<String, TreePVector<LogLine>> logs = HashTreePMap.empty();
        for (Fields log : json.objects("logs", log -> log)) {
            logs = logs.plus(
                    log.text("actor"),
                    TreePVector.from(log.objects(
                            "lines", line -> new LogLine(line.text("text"), line.number("seq"), line.number("t")))));
        }
        return logs;
    }

    /** Absent from recordings made before sockets could be held. */
    private static PMap<SocketId, SeenHolding> held(Fields json) throws Malformed {
        PMap<SocketId, SeenHolding> held = HashTreePMap.empty();
        for (Fields one : json.has("held") ? json.objects("held", one -> one) : List.<Fields>of()) {
            held = held.plus(one.id("id"), new SeenHolding(CommandJson.socketStage(one), one.number("seq")));
        }
        return held;
    }

    private static PMap<SocketId, Departed> departed(Fields json) throws Malformed {
        PMap<SocketId, Departed> departed = HashTreePMap.empty();
        for (Fields one : json.objects("departed", one -> one)) {
            SocketId id = one.id("id");
            departed = departed.plus(
                    id,
                    new Departed(
                            one.text("actor"),
                            one.number("firstSeq"),
                            one.number("seq"),
                            path(one, id.protocol()),
                            last(one)));
        }
        return departed;
    }
}
