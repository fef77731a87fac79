package org.socketlab.picture.ladder;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.socketlab.model.Because;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.SocketCall;
import org.socketlab.model.TcpState;
import org.socketlab.picture.Numbers;
import org.socketlab.picture.Words;
import org.socketlab.picture.diagram.Names;

/** Below the ladder: what the SYN asked for, what the dashed lines rest on, and one sentence on what this shows. */
record Notes(Story story, Paper paper, List<Because> reasons) {
    /** The key of the sentence that says how segments could be seen. */
    static final String UNCAPTURED = "note uncaptured";

    private static final String COUNTERS = "tcp-info-counters";

    double draw(double y) {
        Words words = paper.words();
        double at = y;
        Optional<Fact> syn = story.heard().stream()
                .filter(fact -> ((Event.Segment) fact.event()).flags().equals(List.of("SYN")))
                .findFirst();
        if (syn.isPresent()) {
            Event.Segment segment = (Event.Segment) syn.get().event();
            String code = segment.via().equals("saved_syn") ? "ladder.syn" : "ladder.syn.captured";
            String text = words.text(code, Numbers.grouped(segment.seqno()), OptionWords.of(segment.options(), words));
            at = paper.paragraph(
                    "note syn",
                    at,
                    text,
                    "card-text",
                    Evidence.OBSERVED,
                    List.of(syn.get().seq()));
        }
        for (Map.Entry<String, List<Long>> reason : inferences().entrySet()) {
            at = paper.paragraph(
                    "note " + reason.getKey(), at, reason.getKey(), "legend", Evidence.INFERRED, reason.getValue());
        }
        if (story.left() > 0) {
            String code = story.allCalls() ? "ladder.left" : "ladder.left.more";
            String text = words.text(code, String.valueOf(story.left()));
            at = paper.paragraph("note left", at, text, "legend", Evidence.OBSERVED, List.of());
        }
        if (story.captured().isEmpty() && !story.unix()) {
            String text = words.text("ladder.uncaptured");
            at = paper.paragraph(UNCAPTURED, at, text, "legend", Evidence.OBSERVED, List.of());
        }
        at = paper.paragraph("note sentence", at + 4, sentence(), "card-text", Evidence.OBSERVED, List.of());
        return paper.paragraph("note scale", at, words.text("ladder.scale"), "legend", Evidence.OBSERVED, List.of());
    }

    /** Each inference in a sentence, with the facts it rests on. */
    private Map<String, List<Long>> inferences() {
        Words words = paper.words();
        Map<String, List<Long>> sentences = new LinkedHashMap<>();
        List<String> named = new ArrayList<>();
        List<Long> seqs = new ArrayList<>();
        for (Because because : reasons) {
            if (because.code().equals(COUNTERS)) {
                sentences.putIfAbsent(words.text("ladder.counters"), because.seqs());
            } else {
                named.add(because.code());
                seqs.addAll(because.seqs());
            }
        }
        if (!named.isEmpty()) {
            sentences.put(words.text("ladder.inferred", String.join(", ", named)), seqs);
        }
        return sentences;
    }

    private String sentence() {
        Words words = paper.words();
        Optional<SeenSocket> client = story.seen(story.client());
        Optional<SeenSocket> server = story.seen(story.server());
        if (story.unix()) {
            return words.text("ladder.says.unix");
        }
        if (is(client, TcpState.TIME_WAIT) || is(server, TcpState.TIME_WAIT)) {
            return words.text("ladder.says.timewait");
        }
        if (is(client, TcpState.SYN_SENT)) {
            return words.text("ladder.says.synsent");
        }
        if (is(server, TcpState.SYN_RECV)) {
            return words.text("ladder.says.synrecv");
        }
        Optional<Deed> accept = story.first(SocketCall.accept4).filter(Deed::succeeded);
        if (accept.isEmpty()) {
            return words.text(story.server().isPresent() ? "ladder.says.queued" : "ladder.says.alone");
        }
        String fd = accept.get()
                .returned()
                .map(back -> String.valueOf(back.result()))
                .orElse("");
        String port = String.valueOf(Names.port(story.tuple().remote()).orElse(0));
        return words.text("ladder.says.accepted", fd, port);
    }

    private static boolean is(Optional<SeenSocket> seen, TcpState state) {
        return seen.filter(its -> its.socket().state() == state).isPresent();
    }
}
