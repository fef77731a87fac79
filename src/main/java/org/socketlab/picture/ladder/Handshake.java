package org.socketlab.picture.ladder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.socketlab.model.Because;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.SocketCall;
import org.socketlab.model.TcpState;
import org.socketlab.picture.FontFace;
import org.socketlab.picture.Item;
import org.socketlab.picture.Mark;
import org.socketlab.picture.Numbers;
import org.socketlab.picture.Point;

/** How a connection came to be: connect(), and the three segments in the order that TCP gives them. */
record Handshake(Story story, Paper paper, Lives lives, CallRows calls, Cursor cursor, List<Because> reasons) {
    private static final List<String> SYN = List.of("SYN");
    private static final List<String> SYN_ACK = List.of("SYN", "ACK");
    private static final List<String> ACK = List.of("ACK");

    void draw() {
        Optional<Deed> connect = story.first(SocketCall.connect);
        connect.ifPresent(deed -> calls.entry(deed, cursor.y()));
        lives.clientOpens(cursor.y() + 8, connect.map(Deed::seqs).orElse(List.of()));
        Optional<Fact> syn = segment(SYN);
        Optional<Long> sent = connected().or(() -> story.seen(story.client()).map(SeenSocket::seq));
        if (syn.isPresent()) {
            segment("SYN", syn.get(), true, false);
        } else {
            sent.ifPresent(seq -> inferred("SYN", seq, true, false));
        }
        lives.serverOpens(cursor.y() + 8 + Rungs.FALL);
        cursor.down(Rungs.STEP);
        double opening = cursor.y();
        Optional<Fact> synAck = segment(SYN_ACK);
        Optional<Long> answered = connected().or(() -> past(story.seen(story.server())));
        if (synAck.isPresent()) {
            segment("SYN ACK", synAck.get(), false, true);
        } else {
            answered.ifPresent(seq -> inferred("SYN ACK", seq, false, true));
        }
        lives.words(opening);
        if (synAck.isPresent() || answered.isPresent()) {
            cursor.down(Rungs.STEP);
            Optional<Fact> ack = segment(ACK);
            Optional<Long> done = past(story.seen(story.server()));
            if (ack.isPresent()) {
                segment("ACK", ack.get(), true, true);
            } else if (synAck.isEmpty()) {
                done.ifPresent(seq -> inferred("ACK", seq, true, true));
            }
            lives.clientOpen(cursor.y() + 4);
            lives.serverOpen(cursor.y() + 8 + Rungs.FALL);
        }
        if (story.client().isPresent() && story.deeds().stream().noneMatch(Deed::client)) {
            unseen();
        }
        cursor.down(Rungs.STEP - 8);
    }

    void onUnix() {
        story.first(SocketCall.connect).ifPresent(deed -> calls.entry(deed, cursor.y()));
        lives.clientOpen(cursor.y() + 8);
        lives.serverOpen(cursor.y() + 8);
        cursor.down(Rungs.STEP);
    }

    private Optional<Fact> segment(List<String> flags) {
        return story.segments().stream()
                .filter(fact -> ((Event.Segment) fact.event()).flags().equals(flags))
                .findFirst();
    }

    /** What shows that the client's handshake is behind it; empty where nothing does. */
    private Optional<Long> connected() {
        Optional<Long> returned = story.first(SocketCall.connect)
                .filter(Deed::succeeded)
                .flatMap(deed -> deed.left().map(Fact::seq));
        return returned.or(() -> past(story.seen(story.client())));
    }

    /** A look at a socket that has left SYN_SENT and SYN_RECV behind. */
    private static Optional<Long> past(Optional<SeenSocket> seen) {
        return seen.filter(SeenSocket::looked)
                .filter(is -> switch (is.socket().state()) {
                    case TcpState state ->
                        state != TcpState.SYN_SENT && state != TcpState.SYN_RECV && state != TcpState.CLOSED;
                    default -> false;
                })
                .map(SeenSocket::seq);
    }

    /** A client whose calls are not ours to see. */
    private void unseen() {
        Mark.Label words = paper.text(
                true,
                paper.words().text("ladder.unseen"),
                FontFace.UI,
                "call-time",
                "",
                paper.words().text("ladder.unseen.hint"));
        List<Long> seqs =
                story.seen(story.client()).map(SeenSocket::seq).stream().toList();
        paper.beside(
                "unseen",
                Item.Kind.REMARK,
                true,
                Rungs.TOP + 14,
                List.of(words),
                Evidence.OBSERVED,
                seqs,
                words.text());
    }

    private void segment(String name, Fact fact, boolean fromClient, boolean toEnd) {
        if (fact.evidence() == Evidence.INFERRED) {
            reasons.add(new Because(fact.because().code(), List.of(fact.seq())));
        }
        String hint = hint((Event.Segment) fact.event());
        String why = fact.evidence() == Evidence.INFERRED ? paper.words().text("ladder.inferred.hint") : "";
        String whole = paper.words().text("sentences", why, hint).strip();
        arrow(name, fromClient, toEnd, fact.evidence(), List.of(fact.seq()), whole);
    }

    private void inferred(String name, long seq, boolean fromClient, boolean toEnd) {
        reasons.add(new Because(name, List.of(seq)));
        arrow(
                name,
                fromClient,
                toEnd,
                Evidence.INFERRED,
                List.of(seq),
                paper.words().text("ladder.inferred.hint"));
    }

    private void arrow(
            String name, boolean fromClient, boolean toEnd, Evidence evidence, List<Long> seqs, String hint) {
        double far = toEnd ? paper.rungs().server() : lives.asked();
        Point left = new Point(
                paper.rungs().client() + Rungs.BAR / 2, fromClient ? cursor.y() + 8 : cursor.y() + 8 + Rungs.FALL);
        Point right = new Point(far - Rungs.BAR / 2, fromClient ? cursor.y() + 8 + Rungs.FALL : cursor.y() + 8);
        Point from = fromClient ? left : right;
        Point to = fromClient ? right : left;
        paper.arrow("segment " + name, from, to, "segment", evidence, seqs, name);
        Mark.Label label =
                new Mark.Label(0, 0, name, FontFace.MONO, paper.type().mono(), "segment-text", "", hint);
        double part = ((paper.rungs().client() + paper.rungs().listener()) / 2 - left.x()) / (right.x() - left.x());
        double at = left.y() + part * (right.y() - left.y());
        paper.above("word " + name, at - 5, label, evidence, seqs);
    }

    private String hint(Event.Segment segment) {
        List<String> parts = new ArrayList<>();
        if (segment.seqno() >= 0) {
            parts.add("seq " + Numbers.grouped(segment.seqno()));
        }
        if (segment.ackno() > 0) {
            parts.add("ack " + Numbers.grouped(segment.ackno()));
        }
        parts.addAll(segment.options());
        return String.join(", ", parts);
    }
}
