package org.socketlab.recording;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Family;
import org.socketlab.model.FdEntry;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.Limits;
import org.socketlab.model.Owner;
import org.socketlab.model.ProcessView;
import org.socketlab.model.Protocol;
import org.socketlab.model.SocketId;
import org.socketlab.model.SocketType;
import org.socketlab.model.TcpInfo;
import org.socketlab.model.TcpState;
import org.socketlab.model.UnixState;

class SocketJsonTest {
    private interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    private static String text(Writing writing) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            writing.to(json);
        }
        return text.toString();
    }

    @Test
    void aTcpSocketHasAllItsFieldsInTheSpecsOrder() throws IOException {
        KernelSocket socket = new KernelSocket(
                new SocketId(Protocol.TCP, -1),
                Family.INET6,
                SocketType.STREAM,
                TcpState.TIME_WAIT,
                Endpoint.parse("[::ffff:127.0.0.1]:1208"),
                Endpoint.parse("[::1]:40000"),
                0,
                0,
                1000,
                1,
                2,
                OptionalLong.of(59_990),
                List.of(new Owner(4711, "telnet", "ann", 3, "u")),
                true,
                TcpInfo.of(Map.of("tcpi_state", 6L, "tcpi_rtt", 33L)),
                "lab0");

        assertThat(text(json -> SocketJson.write(json, socket)))
                .isEqualTo("{\"id\":\"tcp/18446744073709551615\",\"protocol\":\"tcp\",\"family\":\"inet6\","
                        + "\"type\":\"stream\",\"state\":\"TIME_WAIT\",\"local\":\"[::ffff:127.0.0.1]:1208\","
                        + "\"remote\":\"[::1]:40000\",\"inode\":0,\"uid\":1000,\"recvQ\":1,\"sendQ\":2,"
                        + "\"expires\":59990,\"owners\":[{\"pid\":4711,\"command\":\"telnet\",\"user\":\"ann\","
                        + "\"fd\":3,\"mode\":\"u\"}],\"ownersHidden\":true,"
                        + text(json -> {
                                    json.writeStartObject();
                                    SocketJson.writeTcpInfo(json, socket.tcpInfo());
                                    json.writeEndObject();
                                })
                                .replaceAll("^\\{|\\}$", "")
                        + ",\"network\":\"lab0\"}")
                .contains("\"tcpi_rtt\":33");
    }

    @Test
    void aUnixSocketHasItsPeerAndNothingThatIsNotThere() throws IOException {
        KernelSocket socket = new KernelSocket(
                new SocketId(Protocol.UNIX, 7),
                Family.UNIX,
                SocketType.STREAM,
                UnixState.CONNECTED,
                Endpoint.parse("@name"),
                Endpoint.NONE,
                12,
                13,
                0,
                0,
                0,
                OptionalLong.empty(),
                List.of(),
                false,
                TcpInfo.NONE,
                "");

        assertThat(text(json -> SocketJson.write(json, List.of(socket))))
                .isEqualTo("[{\"id\":\"unix/7\",\"protocol\":\"unix\",\"family\":\"unix\",\"type\":\"stream\","
                        + "\"state\":\"CONNECTED\",\"local\":\"@name\",\"remote\":\"\",\"inode\":12,\"peer\":13,"
                        + "\"uid\":0,\"recvQ\":0,\"sendQ\":0,\"owners\":[]}]");
    }

    @Test
    void anFdTableReadsAsTheCommandLinePrintsIt() throws IOException {
        assertThat(text(json -> FdsJson.write(
                        json,
                        new ProcessView(4711, "nc", "ann"),
                        new Limits(4711, 1024, -1, 32768, 60999),
                        List.of(new FdEntry(3, "socket:[605145808]", "rwx")))))
                .isEqualTo("{\"pid\":4711,\"command\":\"nc\",\"limits\":{\"nofile\":{\"soft\":1024,\"hard\":-1}},"
                        + "\"fds\":[{\"fd\":3,\"target\":\"socket:[605145808]\",\"mode\":\"rwx\"}]}");
    }
}
