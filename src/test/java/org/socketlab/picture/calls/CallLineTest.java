package org.socketlab.picture.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.socketlab.model.Bytes;
import org.socketlab.model.Event;
import org.socketlab.model.SocketCall;

class CallLineTest {
    @Test
    void aReadStandsAsStracePrintsIt() {
        CallLine line = line(SocketCall.read, List.of("42", "4096"), 5, "", List.of(), Bytes.of("pong\n"));
        assertThat(line.text()).isEqualTo("read(42, \"pong\\n\", 4096) = 5");
        assertThat(line.duration()).isEqualTo("<0.000043>");
        assertThat(line.time()).isEqualTo("1.500000");
        assertThat(line.blocked()).isFalse();
    }

    @Test
    void bytesPassAsAWriteIsEnteredAndAsAReadReturns() {
        Bytes bytes = Bytes.of("pong\n");
        assertThat(line(SocketCall.read, List.of("42", "4096"), 5, "", List.of(), bytes)
                        .passedTime())
                .isEqualTo("1.500043");
        assertThat(line(SocketCall.write, List.of("42", "5"), 5, "", List.of(), bytes)
                        .passedTime())
                .isEqualTo("1.500000");
    }

    @Test
    void whatIsNoPrintableAsciiIsEscapedByteForByte() {
        Bytes bytes =
                Bytes.of(new byte[] {'"', '\\', '\t', '\r', 0, 0x1b, 0x7f, (byte) 0xe4, (byte) 0xbd, (byte) 0xa0});
        assertThat(line(SocketCall.write, List.of("4", "10"), 10, "", List.of(), bytes)
                        .text())
                .isEqualTo("write(4, \"\\\"\\\\\\t\\r\\0\\33\\177\\344\\275\\240\", 10) = 10");
    }

    @Test
    void longBytesAreCutAt32AsStraceDoes() {
        assertThat(line(SocketCall.write, List.of("4", "33"), 33, "", List.of(), Bytes.of("x".repeat(33)))
                        .text())
                .isEqualTo("write(4, \"" + "x".repeat(32) + "\"..., 33) = 33");
        assertThat(line(SocketCall.write, List.of("4", "32"), 32, "", List.of(), Bytes.of("x".repeat(32)))
                        .text())
                .isEqualTo("write(4, \"" + "x".repeat(32) + "\", 32) = 32");
    }

    @Test
    void aFailedCallTellsMinusOneAndTheErrnoAndNoBuffer() {
        CallLine line = line(SocketCall.read, List.of("42", "4096"), -1, "ECONNRESET", List.of(), Bytes.NONE);
        assertThat(line.text()).isEqualTo("read(42, …, 4096) = -1 ECONNRESET");
        assertThat(line.errno()).isEqualTo("ECONNRESET");
    }

    @Test
    void theEndOfInputIsAnEmptyString() {
        assertThat(line(SocketCall.read, List.of("42", "4096"), 0, "", List.of(), Bytes.NONE)
                        .text())
                .isEqualTo("read(42, \"\", 4096) = 0");
    }

    @Test
    void aBlockedCallHasNoResultAndNoDuration() {
        Event.Called called = new Event.Called(7, SocketCall.read, List.of("42", "4096"), 42, "t", "console:A");
        CallLine line = new CallLine(called, 1, 1, 1_500_000_000L, Optional.empty(), 0);
        assertThat(line.text()).isEqualTo("read(42, …, 4096)");
        assertThat(line.duration()).isEmpty();
        assertThat(line.errno()).isEmpty();
        assertThat(line.bytes()).isEqualTo(Bytes.NONE);
        assertThat(line.blocked()).isTrue();
    }

    @Test
    void whatAccept4GivesBackStandsSecond() {
        CallLine line = line(
                SocketCall.accept4, List.of("5", "SOCK_CLOEXEC"), 6, "", List.of("{peer}", "[128 => 16]"), Bytes.NONE);
        assertThat(line.text()).isEqualTo("accept4(5, {peer}, [128 => 16], SOCK_CLOEXEC) = 6");
        CallLine name = line(SocketCall.getsockname, List.of("5"), 0, "", List.of("{own}", "[16]"), Bytes.NONE);
        assertThat(name.text()).isEqualTo("getsockname(5, {own}, [16]) = 0");
    }

    private static CallLine line(
            SocketCall name, List<String> args, long result, String errno, List<String> out, Bytes bytes) {
        Event.Called called = new Event.Called(7, name, args, 42, "t", "console:A");
        Event.Returned returned = new Event.Returned(7, result, errno, out, Optional.empty(), bytes, bytes.length());
        return new CallLine(called, 1, 2, 1_500_000_000L, Optional.of(returned), 43_000);
    }
}
