package org.socketlab.recording;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.socketlab.model.Because;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.Fact;
import org.socketlab.model.KernelSocket;

/** A fact as one line of JSON. */
final class FactJson {
    private FactJson() {}

    /** The line, without its end. A look too large for a line loses its tcp_info; anything else too large is a gap. */
    public static String line(Fact fact) throws IOException {
        String line = Json.line(json -> write(json, fact));
        if (fits(line)) {
            return line;
        }
        if (fact.event() instanceof Event.Looked looked) {
            List<KernelSocket> bare =
                    looked.sockets().stream().map(KernelSocket::withoutTcpInfo).toList();
            line = Json.line(json ->
                    write(json, with(fact, new Event.Looked(looked.scope(), looked.complete(), bare))));
            if (fits(line)) {
                return line;
            }
        }
        return Json.line(json -> write(json, with(fact, new Event.Gap(1, "line-too-long", 0, 0))));
    }

    /** Whether it fits for certain: no character takes more than three bytes for each of its UTF-16 units. */
    private static boolean fits(String line) {
        return line.length() < Json.LONGEST_LINE / 3
                || line.getBytes(StandardCharsets.UTF_8).length <= Json.LONGEST_LINE;
    }

    private static Fact with(Fact fact, Event event) {
        return new Fact(fact.seq(), fact.t(), fact.evidence(), fact.because(), event);
    }

    private static void write(JsonGenerator json, Fact fact) throws IOException {
        json.writeNumberField("seq", fact.seq());
        json.writeNumberField("t", fact.t());
        writeGrounds(json, fact.evidence(), fact.because());
        EventWriter.write(json, fact.event());
    }

    /**
     * The fields {@code evidence} and {@code because}: a reason's code as text, seqs as an array of numbers, both as an
     * array that begins with the code.
     */
    static void writeGrounds(JsonGenerator json, Evidence evidence, Because because) throws IOException {
        json.writeStringField("evidence", evidence.word());
        if (because.seqs().isEmpty() && !because.code().isEmpty()) {
            json.writeStringField("because", because.code());
        } else if (evidence != Evidence.OBSERVED || !because.seqs().isEmpty()) {
            json.writeArrayFieldStart("because");
            if (!because.code().isEmpty()) {
                json.writeString(because.code());
            }
            for (long seq : because.seqs()) {
                json.writeNumber(seq);
            }
            json.writeEndArray();
        }
    }

    /** The fact that the fields are. */
    static Fact read(Fields json) throws Malformed {
        Evidence evidence = evidence(json);
        return new Fact(
                json.number("seq"), json.number("t"), evidence, because(json, evidence), EventReader.read(json));
    }

    static Evidence evidence(Fields json) throws Malformed {
        return json.make("evidence", String.class, Evidence::of);
    }

    static Because because(Fields json, Evidence evidence) throws Malformed {
        if (!json.has("because")) {
            if (evidence != Evidence.OBSERVED) {
                throw Malformed.field("because");
            }
            return Because.OBSERVED;
        }
        if (json.map().get("because") instanceof String code) {
            return Because.of(code);
        }
        String code = "";
        List<Long> seqs = new ArrayList<>();
        for (Object part : json.each("because", Object.class, part -> part)) {
            if (part instanceof Long seq) {
                seqs.add(seq);
            } else if (part instanceof String text && code.isEmpty()) {
                code = text;
            } else {
                throw Malformed.field("because");
            }
        }
        return new Because(code, seqs);
    }
}
