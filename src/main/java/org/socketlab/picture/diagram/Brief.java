package org.socketlab.picture.diagram;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.socketlab.model.Evidence;
import org.socketlab.model.FiveTuple;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.Departed;
import org.socketlab.model.LastWord;
import org.socketlab.model.SocketId;
import org.socketlab.model.TcpState;
import org.socketlab.picture.Act;
import org.socketlab.picture.FontFace;
import org.socketlab.picture.Item;
import org.socketlab.picture.Mark;
import org.socketlab.picture.Numbers;
import org.socketlab.picture.Rect;
import org.socketlab.picture.Selection;

/**
 * Connections of which an end was never seen while it lived: the kernel told of it when it destroyed that end. They share
 * one line, which unfolds to a line each with the final counts.
 *
 * @param all the latest first
 */
record Brief(List<Over> all) {
    private static final String NAME = "brief";
    private static final int MOST = 60;
    private static final double HEIGHT = 30;
    private static final double ROW = 20;
    private static final double PAD = 9;

    /**
     * One of them.
     *
     * @param server whether it is known by its server's end
     * @param tuple as its client had it
     * @param toServer bytes
     * @param toClient bytes
     * @param seq the fact that told its end
     */
    record Over(SocketId id, boolean server, FiveTuple tuple, long toServer, long toClient, long segments, long seq) {
        /** With what the connection's other end says it sent; of an earlier connection of this 5-tuple nothing. */
        Over and(Over other) {
            Over later = seq > other.seq ? this : other;
            if (server == other.server) {
                return later;
            }
            Over atServer = server ? this : other;
            Over atClient = server ? other : this;
            return new Over(
                    later.id,
                    later.server,
                    tuple,
                    atClient.toServer,
                    atServer.toClient,
                    Math.max(segments, other.segments),
                    later.seq);
        }
    }

    static Brief of(LabState state) {
        Listening listening = new Listening(state);
        Map<FiveTuple, Over> byTuple = new HashMap<>();
        for (Map.Entry<SocketId, Departed> entry : state.departed().entrySet()) {
            Departed gone = entry.getValue();
            Optional<LastWord> last = gone.last();
            if (last.isPresent() && !gone.path().alive()) {
                Over over = over(
                        entry.getKey(),
                        gone,
                        last.get(),
                        listening.serves(last.get().tuple()));
                byTuple.merge(over.tuple().normal(), over, Over::and);
            }
        }
        return new Brief(byTuple.values().stream()
                .sorted(Comparator.comparingLong((Over over) -> -over.seq()))
                .toList());
    }

    /** What an end received counts the other's FIN as a byte, so what the other says it sent is better. */
    private static Over over(SocketId id, Departed gone, LastWord last, boolean server) {
        FiveTuple tuple = server ? last.tuple().reversed() : last.tuple();
        long toServer = server ? last.received() : last.sent();
        long toClient = server ? last.sent() : last.received();
        return new Over(id, server, tuple, toServer, toClient, last.segsIn() + last.segsOut(), gone.seq());
    }

    /** Draws the line, where there is one; returns where it ends. */
    double draw(Sheet sheet, double y) {
        if (all.isEmpty()) {
            return y;
        }
        boolean open = sheet.unfolded(NAME);
        Frame frame = sheet.frame();
        double width = frame.rightBox() + frame.box() - frame.leftBox();
        Rect area = new Rect(frame.leftBox(), y + 4, width, HEIGHT);
        String state = TcpState.CLOSED.name();
        String words = sheet.text(open ? "diagram.brief.fold" : "diagram.brief", Numbers.grouped(all.size()));
        String hint = sheet.text("diagram.brief.hint");
        double pill = sheet.type().width(state, FontFace.MONO) + 14;
        double size = sheet.type().size(state, FontFace.MONO);
        double x = PAD + pill + 8;
        List<Mark> marks = List.of(
                new Mark.Panel(new Rect(0, 0, width, HEIGHT), 6, "box-ending", "closed", hint),
                new Mark.Panel(new Rect(PAD - 2, 5, pill, 20), 10, "state", "closed", hint),
                new Mark.Label(PAD + 5, 19, state, FontFace.MONO, size, "state-text", "closed", hint),
                sheet.label(x, 20, words, FontFace.UI, "box-note", width - x - PAD)
                        .hinted(hint));
        List<Long> seqs = all.stream().map(Over::seq).sorted().toList();
        Act unfolds = new Act.Fold(NAME);
        sheet.add(new Item(
                NAME, Item.Kind.BOX, area, marks, Evidence.OBSERVED, seqs, unfolds, state + " " + words, false));
        double end = area.bottom() + 2;
        for (Over over : open ? all.subList(0, Math.min(MOST, all.size())) : List.<Over>of()) {
            row(sheet, over, new Rect(frame.leftBox(), end, width, ROW), hint);
            end += ROW;
        }
        if (open && all.size() > MOST) {
            end = left(sheet, all.size() - MOST, new Rect(frame.leftBox(), end, width, ROW));
        }
        return end;
    }

    /** How many are not listed; returns where that line ends. */
    private double left(Sheet sheet, int count, Rect area) {
        String words = sheet.text("diagram.brief.left", Numbers.grouped(count));
        List<Mark> marks = List.of(sheet.label(PAD, 14, words, FontFace.UI, "box-note", area.width() - 2 * PAD));
        List<Long> seqs =
                all.subList(MOST, all.size()).stream().map(Over::seq).sorted().toList();
        sheet.add(new Item(
                NAME + " left", Item.Kind.FOLD, area, marks, Evidence.OBSERVED, seqs, new Act.None(), words, false));
        return area.bottom();
    }

    private static void row(Sheet sheet, Over over, Rect area, String hint) {
        String ports = Names.port(over.tuple().local()).orElse(0) + " ↔ "
                + Names.port(over.tuple().remote()).orElse(0);
        String counts = sheet.text(
                "diagram.brief.counts",
                Numbers.bytes(over.toServer()),
                Numbers.bytes(over.toClient()),
                Numbers.grouped(over.segments()));
        double x = PAD + sheet.type().width(ports, FontFace.MONO) + 12;
        List<Mark> marks = new ArrayList<>();
        marks.add(new Mark.Panel(new Rect(0, 0, area.width(), ROW), 4, "row", ""));
        marks.add(sheet.label(PAD, 14, ports, FontFace.MONO, "box-text", area.width() - 2 * PAD)
                .hinted(over.tuple() + "\n" + hint));
        marks.add(sheet.label(x, 14, counts, FontFace.UI, "box-note", area.width() - x - PAD));
        sheet.add(new Item(
                NAME + " " + over.tuple(),
                Item.Kind.BOX,
                area,
                marks,
                Evidence.OBSERVED,
                List.of(over.seq()),
                new Act.Select(new Selection.Socket(over.id())),
                over.tuple() + ", " + counts,
                sheet.lit().has(over.id())));
    }
}
