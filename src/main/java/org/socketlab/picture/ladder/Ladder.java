package org.socketlab.picture.ladder;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
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
import org.socketlab.picture.FontFace;
import org.socketlab.picture.Item;
import org.socketlab.picture.Mark;
import org.socketlab.picture.Numbers;
import org.socketlab.picture.Picture;
import org.socketlab.picture.Point;
import org.socketlab.picture.Selection;
import org.socketlab.picture.Words;
import org.socketlab.picture.diagram.Names;
import org.socketlab.picture.diagram.Passed;
import org.socketlab.picture.diagram.Pills;
import org.socketlab.picture.diagram.Tones;
import org.socketlab.trace.History;
import org.socketlab.trace.Moment;

/**
 * The ladder of one connection.
 *
 * <p>Rows keep their order in time and an even distance: a handshake of 40 µs and a pause of a minute would not go on one
 * scale. Calls that send stand where they were entered, the
 * others where they returned; each time counts from the row above. The handshake's segments have no time of their own, so they stand in the order
 * that TCP gives them, after connect() was entered.
 */
public final class Ladder {
    private static final List<String> SYN = List.of("SYN");
    private static final List<String> SYN_ACK = List.of("SYN", "ACK");
    private static final List<String> ACK = List.of("ACK");
    private static final int PREVIEW = 14;

    private final Story story;
    private final Paper paper;
    private final Rungs rungs;
    private final Map<Long, Double> rowOf = new HashMap<>();
    private final Lives lives;
    private final List<Because> reasons = new ArrayList<>();
    private long above;
    private double y = Rungs.TOP;

    private Ladder(Story story, Paper paper) {
        this.story = story;
        this.paper = paper;
        this.rungs = paper.rungs();
        this.lives = new Lives(story, paper);
        this.above = story.deeds().stream()
                .min(Comparator.comparingLong(deed -> deed.entered().t()))
                .map(deed -> deed.entered().t())
                .orElse(story.state().t());
    }

    /** Draws what is selected; a sentence where that is no connection. */
    public static Picture of(Moment moment, History history, Optional<Selection> selection, double width, Words words) {
        Paper paper = Paper.of(width, words);
        Optional<Story> story = Story.of(moment, history, selection);
        if (story.isEmpty()) {
            double end = paper.paragraph("none", 12, words.text("ladder.none"), "legend", Evidence.OBSERVED, List.of());
            return new Picture(paper.rungs().width(), end, paper.items());
        }
        return new Ladder(story.get(), paper).draw();
    }

    private Picture draw() {
        new Heading(story, paper).draw();
        y += 14;
        if (story.unix()) {
            connectOnUnix();
        } else {
            handshake();
        }
        calls();
        passed();
        double bottom = ended() + 12;
        lives.draw(bottom);
        double end = new Notes(story, paper, reasons).draw(bottom + 14);
        List<Item> painted =
                paper.items().stream().sorted(Comparator.comparing(Item::kind)).toList();
        return new Picture(rungs.width(), end, painted);
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

    private void handshake() {
        Optional<Deed> connect = story.first(SocketCall.connect);
        connect.ifPresent(deed -> entry(deed, y));
        lives.clientOpens(y + 8, connect.map(Deed::seqs).orElse(List.of()));
        Optional<Fact> syn = segment(SYN);
        Optional<Long> sent = connected().or(() -> story.seen(story.client()).map(SeenSocket::seq));
        if (syn.isPresent()) {
            segment("SYN", syn.get(), true, false);
        } else {
            sent.ifPresent(seq -> inferred("SYN", seq, true, false));
        }
        lives.serverOpens(y + 8 + Rungs.FALL);
        y += Rungs.STEP;
        double opening = y;
        Optional<Fact> synAck = segment(SYN_ACK);
        Optional<Long> answered = connected().or(() -> past(story.seen(story.server())));
        if (synAck.isPresent()) {
            segment("SYN ACK", synAck.get(), false, true);
        } else {
            answered.ifPresent(seq -> inferred("SYN ACK", seq, false, true));
        }
        lives.words(opening);
        if (synAck.isPresent() || answered.isPresent()) {
            y += Rungs.STEP;
            Optional<Fact> ack = segment(ACK);
            Optional<Long> done = past(story.seen(story.server()));
            if (ack.isPresent()) {
                segment("ACK", ack.get(), true, true);
            } else if (synAck.isEmpty()) {
                done.ifPresent(seq -> inferred("ACK", seq, true, true));
            }
            lives.clientOpen(y + 4);
            lives.serverOpen(y + 8 + Rungs.FALL);
        }
        if (story.client().isPresent() && story.deeds().stream().noneMatch(Deed::client)) {
            unseen();
        }
        y += Rungs.STEP - 8;
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

    private void connectOnUnix() {
        story.first(SocketCall.connect).ifPresent(deed -> entry(deed, y));
        lives.clientOpen(y + 8);
        lives.serverOpen(y + 8);
        y += Rungs.STEP;
    }

    private void segment(String name, Fact fact, boolean fromClient, boolean toEnd) {
        if (fact.evidence() == Evidence.INFERRED) {
            reasons.add(new Because(fact.because().code(), List.of(fact.seq())));
        }
        arrow(name, fromClient, toEnd, fact.evidence(), List.of(fact.seq()), hint((Event.Segment) fact.event()));
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
        double far = toEnd ? rungs.server() : rungs.listener();
        Point left = new Point(rungs.client() + Rungs.BAR / 2, fromClient ? y + 8 : y + 8 + Rungs.FALL);
        Point right = new Point(far - Rungs.BAR / 2, fromClient ? y + 8 + Rungs.FALL : y + 8);
        Point from = fromClient ? left : right;
        Point to = fromClient ? right : left;
        paper.arrow("segment " + name, from, to, "segment", evidence, seqs, name);
        Mark.Label label =
                new Mark.Label(0, 0, name, FontFace.MONO, paper.type().mono(), "segment-text", "", hint);
        double part = ((rungs.client() + rungs.listener()) / 2 - left.x()) / (right.x() - left.x());
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

    /** connect() as it was entered, and below it how it came out. */
    private void entry(Deed deed, double at) {
        Mark.Label name = call(deed, deed.name() + "()");
        Mark.Label time = paper.text(
                deed.client(),
                paper.words().text("ladder.t", Numbers.duration(deed.entered().t())),
                FontFace.UI,
                "call-time",
                "",
                paper.words().text("ladder.t.hint"));
        paper.beside(
                "call " + deed.called().call() + " entered",
                Item.Kind.CALL,
                deed.client(),
                at,
                List.of(name, time),
                Evidence.OBSERVED,
                List.of(deed.entered().seq()),
                name.text());
    }

    private Mark.Label call(Deed deed, String text) {
        String hint = paper.words().text("call." + deed.name());
        return paper.text(deed.client(), text, FontFace.MONO, "call-name", "", hint);
    }

    private void calls() {
        for (Deed deed : story.deeds()) {
            boolean connect = deed.name() == SocketCall.connect;
            if (connect && deed.left().isEmpty()) {
                continue; // its entry stands above, its blocking below
            }
            if (!connect || deed.left().isPresent()) {
                row(deed, connect);
            }
        }
        story.deeds().stream().filter(deed -> deed.left().isEmpty()).forEach(this::blocked);
    }

    private void row(Deed deed, boolean onlyResult) {
        if (deed.left().isEmpty()) {
            return;
        }
        List<Mark.Label> lines = new ArrayList<>();
        if (!onlyResult) {
            lines.add(call(deed, deed.name() + "()"));
        }
        lines.add(result(deed));
        String time = since(deed.t());
        Mark.Label when = paper.text(
                deed.client(), time, FontFace.UI, "call-time", "", paper.words().text("ladder.since"));
        Mark.Label last = lines.getLast();
        boolean fits = last.width() + 8 + when.width() <= paper.room(deed.client());
        beside(deed, lines, fits ? Optional.of(when) : Optional.empty());
        rowOf.put(deed.entered().seq(), y);
        deed.left().ifPresent(fact -> rowOf.put(fact.seq(), y));
        lives.called(deed, y);
        y += onlyResult ? Rungs.STEP * 0.75 : Rungs.STEP;
    }

    /** How long after the row above. */
    private String since(long t) {
        String words = "+" + Numbers.duration(Math.max(0, t - above));
        above = Math.max(above, t);
        return words;
    }

    private Mark.Label result(Deed deed) {
        String errno = deed.returned().map(Event.Returned::errno).orElse("");
        return paper.text(
                deed.client(),
                deed.result(),
                FontFace.MONO,
                "call-result",
                errno.isEmpty() ? "" : "failed",
                errno.isEmpty() ? "" : paper.words().text("errno." + errno));
    }

    private void beside(Deed deed, List<Mark.Label> lines, Optional<Mark.Label> when) {
        String key = "call " + deed.called().call();
        String name = deed.name() + "() " + deed.result();
        paper.beside(key, Item.Kind.CALL, deed.client(), y, lines, Evidence.OBSERVED, deed.seqs(), name);
        if (when.isEmpty()) {
            return;
        }
        // the time goes on the result's line, inward of it where the text stands right-aligned
        Item item = paper.items().removeLast();
        List<Mark> marks = new ArrayList<>(item.marks());
        Mark.Label last = (Mark.Label) marks.removeLast();
        double shift = when.get().width() + 8;
        double x = deed.client() ? last.x() - shift : last.x();
        marks.add(last.at(x, last.baseline()));
        marks.add(when.get().at(x + last.width() + 8, last.baseline()));
        paper.items()
                .add(new Item(
                        item.key(),
                        item.kind(),
                        item.area(),
                        marks,
                        item.evidence(),
                        item.seqs(),
                        item.act(),
                        item.name(),
                        false));
    }

    private void blocked(Deed deed) {
        long since = Math.max(0, story.state().t() - deed.entered().t());
        String words = paper.words().text("ladder.blocked", Numbers.duration(since));
        List<Mark.Label> lines = List.of(
                call(deed, deed.name() + "()…"), paper.text(deed.client(), words, FontFace.UI, "call-time", "", ""));
        paper.beside(
                "call " + deed.called().call() + " open",
                Item.Kind.CALL,
                deed.client(),
                y,
                lines,
                Evidence.OBSERVED,
                List.of(deed.entered().seq()),
                deed.name() + "() " + words);
        y += Rungs.STEP;
    }

    /** Bytes from the row of their write to the row of their read; where one was not seen, from where it must be. */
    private void passed() {
        for (Passed passed : story.passed()) {
            boolean fromClient = story.client().filter(passed.from()::equals).isPresent();
            List<Double> rows = passed.seqs().stream()
                    .filter(rowOf::containsKey)
                    .map(rowOf::get)
                    .toList();
            if (rows.isEmpty()) {
                continue; // older than what is shown
            }
            double first = rows.getFirst() + 9;
            double last = rows.getLast() + 9;
            double begin = first < last ? first : last - Rungs.FALL / 2;
            Point left = new Point(rungs.client() + Rungs.BAR / 2, fromClient ? begin : last);
            Point right = new Point(rungs.server() - Rungs.BAR / 2, fromClient ? last : begin);
            String key = "bytes " + passed.seq();
            String size = Numbers.bytes(passed.length());
            String whole = Pills.preview(passed.bytes(), passed.length(), 200) + " " + size;
            String shown = paper.type()
                    .middle(
                            Pills.preview(passed.bytes(), passed.length(), PREVIEW) + " " + size,
                            FontFace.MONO,
                            paper.between());
            String took = passed.took().isPresent()
                    ? paper.words()
                            .text("diagram.took", Numbers.duration(passed.took().getAsLong()))
                    : paper.words().text("diagram.took.unseen");
            paper.arrow(
                    key,
                    fromClient ? left : right,
                    fromClient ? right : left,
                    "bytes",
                    passed.evidence(),
                    passed.seqs(),
                    whole);
            double part = ((rungs.client() + rungs.listener()) / 2 - left.x()) / (right.x() - left.x());
            double at = left.y() + part * (right.y() - left.y());
            double slope = Math.abs(right.y() - left.y()) / (right.x() - left.x());
            double size2 = paper.type().size(shown, FontFace.MONO);
            Mark.Label label = new Mark.Label(0, 0, shown, FontFace.MONO, size2, "bytes-text", "", whole + "\n" + took);
            paper.above(key + " text", at - 4 - slope * label.width() / 2, label, passed.evidence(), passed.seqs());
        }
    }

    /** When the kernel freed an end. */
    private double ended() {
        for (boolean client : new boolean[] {true, false}) {
            Optional<Fact> gone = (client ? story.client() : story.server()).map(story.destroyed()::get);
            if (gone.isPresent()) {
                Fact fact = gone.get();
                String time = since(fact.t());
                paper.beside(
                        "gone " + client,
                        Item.Kind.CALL,
                        client,
                        y,
                        List.of(
                                paper.text(
                                        client,
                                        paper.words().text("ladder.gone"),
                                        FontFace.UI,
                                        "call-name",
                                        "",
                                        paper.words().text("ladder.gone.hint")),
                                paper.text(client, time, FontFace.UI, "call-time", "", "")),
                        Evidence.OBSERVED,
                        List.of(fact.seq()),
                        paper.words().text("ladder.gone"));
                lives.gone(client, y + 9);
                y += Rungs.STEP;
            }
        }
        for (boolean client : new boolean[] {true, false}) {
            Optional<SeenSocket> seen = story.seen(client ? story.client() : story.server());
            seen.filter(is -> Tones.of(is.socket().state()).equals("closing")).ifPresent(is -> closing(client, is));
        }
        return y;
    }

    /** The state that an end is in on its way out, and how long it has still to go. */
    private void closing(boolean client, SeenSocket seen) {
        String state = Names.state(seen.socket());
        List<Mark.Label> lines = new ArrayList<>();
        lines.add(paper.text(
                client,
                state,
                FontFace.MONO_BOLD,
                "state-text",
                "closing",
                paper.words().text("state." + state)));
        if (seen.socket().expires().isPresent()) {
            long since = Math.max(0, story.state().t() - seen.t()) / 1_000_000;
            long left = Math.max(0, seen.socket().expires().getAsLong() - since);
            String words = paper.words().text("diagram.box.seconds", String.valueOf((left + 999) / 1000));
            lines.add(paper.text(client, words, FontFace.UI, "call-time", "", ""));
        }
        paper.beside(
                "closing " + client, Item.Kind.REMARK, client, y, lines, Evidence.OBSERVED, List.of(seen.seq()), state);
        y += Rungs.STEP;
    }
}
