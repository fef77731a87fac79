package org.socketlab.recording;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.Owner;
import org.socketlab.model.Protocol;
import org.socketlab.model.TcpInfo;

/** A socket as JSON: in looks, in base states, and as {@code socketlab sockets} prints it. */
public final class SocketJson {
    private SocketJson() {}

    /**
     * Writes one socket. {@code peer} stands only on Unix sockets; {@code expires}, {@code ownersHidden},
     * {@code tcpInfo} and {@code network} only where there is something to say.
     */
    public static void write(JsonGenerator json, KernelSocket socket) throws IOException {
        json.writeStartObject();
        writeFields(json, socket);
        json.writeEndObject();
    }

    /** An array of sockets, in their order. */
    public static void write(JsonGenerator json, List<KernelSocket> sockets) throws IOException {
        json.writeStartArray();
        for (KernelSocket socket : sockets) {
            write(json, socket);
        }
        json.writeEndArray();
    }

    private static void writeFields(JsonGenerator json, KernelSocket socket) throws IOException {
        json.writeStringField("id", socket.id().toString());
        json.writeStringField("protocol", socket.protocol().word());
        json.writeStringField("family", socket.family().word());
        json.writeStringField("type", socket.type().word());
        json.writeStringField("state", socket.state().name());
        json.writeStringField("local", socket.local().toString());
        json.writeStringField("remote", socket.remote().toString());
        json.writeNumberField("inode", socket.inode());
        if (socket.protocol() == Protocol.UNIX) {
            json.writeNumberField("peer", socket.peer());
        }
        json.writeNumberField("uid", socket.uid());
        json.writeNumberField("recvQ", socket.recvQ());
        json.writeNumberField("sendQ", socket.sendQ());
        if (socket.expires().isPresent()) {
            json.writeNumberField("expires", socket.expires().getAsLong());
        }
        writeOwners(json, socket);
        writeTcpInfo(json, socket.tcpInfo());
        if (!socket.network().isEmpty()) {
            json.writeStringField("network", socket.network());
        }
    }

    private static void writeOwners(JsonGenerator json, KernelSocket socket) throws IOException {
        json.writeArrayFieldStart("owners");
        for (Owner owner : socket.owners()) {
            json.writeStartObject();
            json.writeNumberField("pid", owner.pid());
            json.writeStringField("command", owner.command());
            json.writeStringField("user", owner.user());
            json.writeNumberField("fd", owner.fd());
            json.writeStringField("mode", owner.mode());
            json.writeEndObject();
        }
        json.writeEndArray();
        if (socket.ownersHidden()) {
            json.writeBooleanField("ownersHidden", true);
        }
    }

    /** The field {@code tcpInfo} by the kernel's own names, nothing where the kernel gave none. */
    static void writeTcpInfo(JsonGenerator json, TcpInfo tcpInfo) throws IOException {
        if (tcpInfo.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("tcpInfo");
        for (Map.Entry<String, Long> field : tcpInfo.fields().entrySet()) {
            json.writeNumberField(field.getKey(), field.getValue());
        }
        json.writeEndObject();
    }
}
