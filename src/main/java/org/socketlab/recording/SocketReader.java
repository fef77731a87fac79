package org.socketlab.recording;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Family;
import org.socketlab.model.FdEntry;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.Limits;
import org.socketlab.model.Owner;
import org.socketlab.model.Protocol;
import org.socketlab.model.SocketId;
import org.socketlab.model.SocketState;
import org.socketlab.model.SocketType;
import org.socketlab.model.TcpInfo;

/** Sockets and fd tables from the JSON that {@link SocketJson} and {@link FdsJson} write. */
final class SocketReader {
    private SocketReader() {}

    static KernelSocket socket(Fields json) throws Malformed {
        SocketId id = json.id("id");
        return new KernelSocket(
                id,
                json.make("family", String.class, Family::of),
                json.make("type", String.class, SocketType::of),
                json.make("state", String.class, name -> SocketState.of(id.protocol(), name)),
                endpoint(json, "local", id),
                endpoint(json, "remote", id),
                json.number("inode"),
                json.number("peer", 0),
                json.integer("uid"),
                json.number("recvQ"),
                json.number("sendQ"),
                json.optionalNumber("expires"),
                json.objects("owners", SocketReader::owner),
                json.flag("ownersHidden", false),
                tcpInfo(json),
                json.text("network", ""));
    }

    /** A Unix name may look like an address, so the protocol decides. */
    static Endpoint endpoint(Fields json, String name, SocketId id) throws Malformed {
        return id.protocol() == Protocol.UNIX ? new Endpoint.Unix(json.text(name)) : json.endpoint(name);
    }

    private static Owner owner(Fields json) throws Malformed {
        return new Owner(
                json.integer("pid"), json.text("command"), json.text("user"), json.integer("fd"), json.text("mode"));
    }

    static TcpInfo tcpInfo(Fields json) throws Malformed {
        if (!json.has("tcpInfo")) {
            return TcpInfo.NONE;
        }
        Fields fields = json.object("tcpInfo");
        Map<String, Long> values = new HashMap<>();
        for (String name : fields.names()) {
            values.put(name, fields.number(name));
        }
        return TcpInfo.of(values);
    }

    static List<FdEntry> fds(Fields json) throws Malformed {
        return json.objects("fds", SocketReader::fd);
    }

    static FdEntry fd(Fields json) throws Malformed {
        return new FdEntry(json.integer("fd"), json.text("target"), json.text("mode"));
    }

    /** Of the fields {@code pid}, {@code nofile} and {@code ephemeral}. */
    static Limits limits(int pid, Fields json) throws Malformed {
        Fields nofile = json.object("nofile");
        List<Long> ports = json.numbers("ephemeral");
        if (ports.size() != 2 || ports.stream().anyMatch(port -> port < 0 || port > 65_535)) {
            throw Malformed.field("ephemeral");
        }
        return new Limits(
                pid,
                nofile.number("soft"),
                nofile.number("hard"),
                ports.getFirst().intValue(),
                ports.getLast().intValue());
    }
}
