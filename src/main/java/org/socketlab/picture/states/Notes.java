package org.socketlab.picture.states;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.socketlab.model.Evidence;
import org.socketlab.model.SocketState;
import org.socketlab.picture.Words;

/** Below the machine: each end's path in words, and what the inferred part of it rests on. */
record Notes(Page page, Subject subject) {
    double draw(double y) {
        double at = y;
        for (Party party : subject.parties()) {
            at = path(party, at);
        }
        for (Party party : subject.parties()) {
            at = reasons(party, at);
        }
        return at;
    }

    /** The states in order, each seen one with its time; inferred ones in brackets. */
    private double path(Party party, double y) {
        Words words = page.words();
        List<String> steps = new ArrayList<>();
        List<Long> seqs = new ArrayList<>();
        for (Map.Entry<SocketState, Trace.Visit> entry : party.trace().visits().entrySet()) {
            Trace.Visit visit = entry.getValue();
            String name = entry.getKey().name();
            steps.add(visit.seen() ? name + " " + time(visit.t()) : "(" + name + ")");
            if (visit.seen()) {
                seqs.addAll(visit.seqs());
            }
        }
        String text = party.role().sign(true) + " " + words.text(party.role().key()) + ": " + String.join(" → ", steps);
        return page.paragraph("path " + party.role(), y, text, "card-text", Evidence.OBSERVED, List.copyOf(seqs));
    }

    private static String time(long t) {
        return String.format(Locale.ROOT, "%.3f s", t / 1e9);
    }

    private double reasons(Party party, double y) {
        double at = y;
        String sign = party.role().sign(false) + " ";
        for (Map.Entry<SocketState, Trace.Visit> entry : party.trace().visits().entrySet()) {
            Trace.Visit visit = entry.getValue();
            if (!visit.seen()) {
                String text = sign + new Reasons(page.words()).sentence(entry.getKey(), visit);
                String key = "because " + party.role() + " " + entry.getKey();
                at = page.paragraph(key, at, text, "legend", Evidence.INFERRED, visit.seqs());
            }
        }
        for (Trace.Doubt doubt : party.trace().doubts()) {
            String text = sign
                    + page.words()
                            .text(
                                    "states.doubt",
                                    doubt.from().name(),
                                    doubt.to().name());
            String key = "doubt " + party.role() + " " + doubt.from() + " " + doubt.to();
            at = page.paragraph(key, at, text, "legend", Evidence.INFERRED, doubt.seqs());
        }
        return at;
    }
}
