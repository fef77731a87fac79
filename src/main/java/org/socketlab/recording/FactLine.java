package org.socketlab.recording;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.Because;
import org.socketlab.model.Bytes;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.Fact;
import org.socketlab.model.SocketCall;
import org.socketlab.model.SocketId;

/**
 * Reads a fact from its line. Recordings are made of calls and returns by the million, so these are read straight from
 * the bytes where they stand exactly as {@link EventWriter} writes them; at the first byte that differs the line is read
 * as what it is, any JSON, by {@link Json}. Both say the same of every line that the short way takes.
 *
 * <p>One line at a time. Words that come again and again ({@code server:tcp}) are made once.
 */
final class FactLine {
    private static final byte[] SEQ = ascii("{\"seq\":");
    private static final byte[] TIME = ascii(",\"t\":");
    private static final byte[] OBSERVED = ascii(",\"evidence\":\"observed\",\"kind\":\"");
    private static final byte[] CALL = ascii("call\",\"call\":");
    private static final byte[] RETURN = ascii("return\",\"call\":");
    private static final byte[] NAME = ascii(",\"name\":\"");
    private static final byte[] ARGS = ascii(",\"args\":[");
    private static final byte[] FD = ascii(",\"fd\":");
    private static final byte[] THREAD = ascii(",\"thread\":\"");
    private static final byte[] ACTOR = ascii(",\"actor\":\"");
    private static final byte[] PID = ascii(",\"pid\":");
    private static final byte[] RESULT = ascii(",\"result\":");
    private static final byte[] ERRNO = ascii(",\"errno\":\"");
    private static final byte[] OUT = ascii(",\"out\":[");
    private static final byte[] ID = ascii(",\"id\":\"");
    private static final byte[] BYTES = ascii(",\"bytes\":\"");
    private static final byte[] LENGTH = ascii(",\"length\":");
    private static final byte[] END = ascii("}");
    private static final int MOST_DIGITS = 18; // so that no number overflows

    private static final Words WORDS = new Words();
    private static final Map<String, SocketCall> CALLS =
            Arrays.stream(SocketCall.values()).collect(Collectors.toUnmodifiableMap(SocketCall::name, call -> call));

    private final byte[] line;
    private final int end;
    private int at;
    private boolean differs;

    private FactLine(byte[] bytes, int from, int length) {
        line = bytes;
        at = from;
        end = from + length;
    }

    /** The fact that the bytes are. */
    static Fact read(byte[] bytes, int from, int length) throws Malformed {
        Fact quick = readQuick(bytes, from, length);
        return quick != null ? quick : FactJson.read(Json.parse(bytes, from, length));
    }

    /** The same without the other way; null where only that can read the line. */
    static @Nullable Fact readQuick(byte[] bytes, int from, int length) {
        return new FactLine(bytes, from, length).quick();
    }

    private @Nullable Fact quick() {
        must(SEQ);
        long seq = number();
        must(TIME);
        long t = number();
        must(OBSERVED);
        if (differs) {
            return null;
        }
        Event event = may(CALL) ? called() : may(RETURN) ? returned() : null;
        must(END);
        return event == null || differs || at != end
                ? null
                : new Fact(seq, t, Evidence.OBSERVED, Because.OBSERVED, event);
    }

    private @Nullable Event called() {
        long call = number();
        must(NAME);
        SocketCall name = CALLS.get(text());
        must(ARGS);
        List<String> args = texts();
        must(FD);
        long fd = number();
        must(THREAD);
        String thread = text();
        must(ACTOR);
        String actor = text();
        long pid = may(PID) ? number() : Event.Called.OWN;
        return differs || name == null || fd != (int) fd || pid != (int) pid
                ? null
                : new Event.Called(call, name, args, (int) fd, thread, actor, (int) pid);
    }

    private @Nullable Event returned() {
        long call = number();
        must(RESULT);
        long result = number();
        String errno = may(ERRNO) ? text() : "";
        List<String> out = may(OUT) ? texts() : List.of();
        Optional<SocketId> id = may(ID) ? id() : Optional.empty();
        Bytes bytes = Bytes.NONE;
        long length = 0;
        if (may(BYTES)) {
            bytes = base64();
            must(LENGTH);
            length = number();
        }
        return differs ? null : new Event.Returned(call, result, errno, out, id, bytes, length);
    }

    private void must(byte[] text) {
        differs |= !may(text);
    }

    private boolean may(byte[] text) {
        if (differs || end - at < text.length || !Arrays.equals(line, at, at + text.length, text, 0, text.length)) {
            return false;
        }
        at += text.length;
        return true;
    }

    /** A whole number as the writer writes it: no sign but a minus, no zero before it. */
    private long number() {
        boolean minus = at < end && line[at] == '-';
        int from = minus ? at + 1 : at;
        long value = 0;
        int to = from;
        for (; to < end && line[to] >= '0' && line[to] <= '9' && to - from <= MOST_DIGITS; to++) {
            value = value * 10 + line[to] - '0';
        }
        int digits = to - from;
        differs |= digits == 0 || digits > MOST_DIGITS || line[from] == '0' && (digits > 1 || minus);
        at = to;
        return minus ? -value : value;
    }

    /** The text that stands here, past its closing quote; printable ASCII without escapes, or else the line differs. */
    private String text() {
        int to = at;
        while (to < end && line[to] >= ' ' && line[to] != '"' && line[to] != '\\' && line[to] < 0x7f) {
            to++;
        }
        if (differs || to == end || line[to] != '"') {
            differs = true;
            return "";
        }
        String text = WORDS.text(line, at, to - at);
        at = to + 1;
        return text;
    }

    private List<String> texts() {
        if (at < end && line[at] == ']') {
            at++;
            return List.of();
        }
        List<String> texts = new ArrayList<>(4);
        while (!differs && at < end && line[at] == '"') {
            at++;
            texts.add(text());
            if (at < end && line[at] == ']') {
                at++;
                return texts;
            }
            differs |= at >= end || line[at++] != ',';
        }
        differs = true;
        return List.of();
    }

    private Optional<SocketId> id() {
        try {
            return Optional.of(SocketId.parse(text()));
        } catch (IllegalArgumentException e) {
            differs = true;
            return Optional.empty();
        }
    }

    private Bytes base64() {
        int to = at;
        while (to < end && line[to] != '"') {
            to++;
        }
        try {
            Bytes bytes = Bytes.of(Base64.getDecoder().decode(Arrays.copyOfRange(line, at, to)));
            at = to + 1;
            differs |= to >= end;
            return bytes;
        } catch (IllegalArgumentException e) {
            differs = true;
            return Bytes.NONE;
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
