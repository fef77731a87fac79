package org.socketlab.picture.diagram;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Evidence;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.Protocol;
import org.socketlab.model.TcpState;
import org.socketlab.picture.Act;
import org.socketlab.picture.FontFace;
import org.socketlab.picture.Item;
import org.socketlab.picture.Mark;
import org.socketlab.picture.Numbers;
import org.socketlab.picture.Rect;
import org.socketlab.picture.Selection;

/** Draws sockets: a box each, with its state, its ports or path, and its queues where something waits in them. */
final class Boxes {
    private static final double PAD = 9;
    private static final double PILL = 20;
    private static final double STATE = 19;
    private static final double SECOND = 37;
    private static final int HEADS = 5;
    private static final double HEAD = 7;
    private static final double NEXT_HEAD = 8.5;
    private static final double GAP = 8;
    private static final String TO = " ↔ ";
    private static final String CLOCK = "◷";

    private final Sheet sheet;
    private final Staging staging;

    Boxes(Sheet sheet) {
        this.sheet = sheet;
        this.staging = new Staging(sheet.state());
    }

    /** A LISTEN socket: where it listens, and who waits in its accept queue. */
    void listener(End end, double y) {
        Rect area = sheet.frame().listener(y);
        List<Mark> marks = frame(end, area);
        double free = stateWord(end, marks, Optional.empty());
        String where = end.socket().local().toString();
        double edge = area.width() - PAD;
        if (sheet.frame().dense()) {
            double wide = sheet.type().width(where, FontFace.MONO);
            boolean waits = end.socket().recvQ() > 0;
            double room = queue(marks, end.socket(), edge, waits ? free : free + wide + GAP) - free;
            String shown = wide <= room ? where : brief(end.socket());
            marks.add(sheet.tail(free, STATE, shown, FontFace.MONO, "box-text", room)
                    .hinted(shown.equals(where) ? "" : where));
        } else {
            queue(marks, end.socket(), edge, free);
            marks.add(sheet.tail(PAD, SECOND, where, FontFace.MONO, "box-text", edge - PAD));
        }
        add(end, area, marks, Optional.empty(), Names.state(end.socket()) + " " + where + ", " + queue(end.socket()));
    }

    /** Of an address the port alone, which is the half that counts; a path is whole. */
    private static String brief(KernelSocket listener) {
        OptionalInt port = Names.port(listener.local());
        return port.isPresent() ? ":" + port.getAsInt() : listener.local().toString();
    }

    /** An end of a connection. */
    void end(End end, Strand strand, double y) {
        Rect area = sheet.frame().box(end.right(), y);
        Optional<Staging.Held> staged = staging.of(end, end.right() ? strand.client() : strand.server());
        List<Mark> marks = frame(end, area);
        double free = stateWord(end, marks, staged);
        String address = address(end, strand);
        Waiting waits = Waiting.at(end.seen(), sheet);
        double width = area.width() - 2 * PAD;
        double edge = area.width() - PAD;
        String held = staged.map(Staging.Held::words).orElse("");
        Mark.Label second = held.isEmpty()
                ? sheet.label(PAD, SECOND, address, FontFace.MONO, "box-text", width)
                : held(marks, sheet.text(held), address, waits, edge);
        marks.add(second);
        boolean first = false;
        if (!waits.words().isEmpty() && !right(marks, waits, SECOND, edge, second.x() + second.width() + 8)) {
            first = right(marks, waits, STATE, edge, free);
            if (!first) { // narrow: what waits counts more than the ports, which the wire says too
                marks.remove(second);
                marks.add(sheet.label(PAD, SECOND, waits.words(), waits.face(), "box-queue", width));
            }
        }
        if (!first && end.withoutFd()) {
            right(marks, sheet.text("diagram.box.nofd"), FontFace.UI, "box-note", STATE, edge, free);
        }
        String name = Names.state(end.socket()) + " " + address + " " + waits.words();
        add(end, area, marks, staged, held.isEmpty() ? name : name.strip() + ", " + sheet.text(held));
    }

    /**
     * What the lab holds on this very socket: behind its ports where there is room and nothing waits, else in their place,
     * for the wire says them too; the call that is held is left out where the queue needs the room.
     */
    private Mark.Label held(List<Mark> marks, String words, String address, Waiting waits, double edge) {
        double room = edge - PAD;
        if (!waits.words().isEmpty()) {
            double left = room - sheet.type().width(waits.words(), waits.face()) - 8;
            String fitting = sheet.type().width(words, FontFace.UI) <= left ? words : sheet.text("diagram.held");
            return sheet.label(PAD, SECOND, fitting, FontFace.UI, "box-held", room)
                    .hinted(words);
        }
        Mark.Label ports = sheet.label(PAD, SECOND, address, FontFace.MONO, "box-text", room);
        return right(marks, words, FontFace.UI, "box-held", SECOND, edge, ports.x() + ports.width() + 8)
                ? ports
                : sheet.label(PAD, SECOND, words, FontFace.UI, "box-held", room).hinted(address);
    }

    private List<Mark> frame(End end, Rect area) {
        List<Mark> marks = new ArrayList<>();
        String style = end.socket().state() == TcpState.TIME_WAIT ? "box-ending" : "box";
        marks.add(new Mark.Panel(new Rect(0, 0, area.width(), area.height()), 6, style, tone(end.seen())));
        return marks;
    }

    private static String tone(SeenSocket seen) {
        return Tones.of(seen.socket().state());
    }

    /** The state's word in its pill; returns where it ends. */
    private double stateWord(End end, List<Mark> marks, Optional<Staging.Held> staged) {
        String word = Names.state(end.socket());
        String hint = sheet.text("state." + word);
        double width = sheet.type().width(word, FontFace.MONO) + 14;
        marks.add(new Mark.Panel(new Rect(PAD - 2, 5, width, PILL), PILL / 2, "state", tone(end.seen()), hint));
        double size = sheet.type().size(word, FontFace.MONO);
        marks.add(new Mark.Label(PAD + 5, STATE, word, FontFace.MONO, size, "state-text", tone(end.seen()), hint));
        double free = PAD - 2 + width + 6;
        if (staged.isPresent()) {
            marks.add(new Mark.Label(
                    free,
                    STATE,
                    CLOCK,
                    FontFace.UI,
                    14,
                    "clock",
                    "",
                    staged.get().sentence(sheet)));
            free += 18;
        }
        return free;
    }

    /** How many wait of how many, in words. */
    private String queue(KernelSocket listener) {
        return listener.recvQ() == 0
                ? sheet.text("diagram.queue.empty")
                : sheet.text("diagram.queue.words", counted(listener));
    }

    private String counted(KernelSocket listener) {
        return sheet.text("diagram.queue", Numbers.grouped(listener.recvQ()), Numbers.grouped(listener.sendQ()));
    }

    /**
     * Heads that wait, at most five and as many as fit, and how many of how many; returns where what stands before them
     * must end.
     */
    private double queue(List<Mark> marks, KernelSocket socket, double right, double free) {
        String hint = sheet.text("diagram.queue.hint");
        if (socket.recvQ() == 0) {
            right(marks, queue(socket), FontFace.UI, "box-note", STATE, right, free);
            return right;
        }
        String counted = counted(socket);
        double width = sheet.type().width(counted, FontFace.UI);
        marks.add(new Mark.Label(
                right - width,
                STATE,
                counted,
                FontFace.UI,
                sheet.type().size(counted, FontFace.UI),
                "box-queue",
                "",
                hint));
        double room = Math.max(0, right - width - 6 - free);
        int heads = (int) Math.min(Math.min(HEADS, socket.recvQ()), room / NEXT_HEAD);
        double first = right - width - 6 - heads * NEXT_HEAD;
        for (int i = 0; i < heads; i++) {
            Rect head = new Rect(first + i * NEXT_HEAD, STATE - HEAD - 1, HEAD, HEAD);
            marks.add(new Mark.Panel(head, HEAD / 2, "head", "", hint));
        }
        return first - GAP;
    }

    /** Sets a text against the right edge if it fits beyond {@code free}; tells whether it did. */
    private boolean right(
            List<Mark> marks, String text, FontFace face, String style, double baseline, double right, double free) {
        double width = sheet.type().width(text, face);
        if (right - width < free) {
            return false;
        }
        marks.add(
                new Mark.Label(right - width, baseline, text, face, sheet.type().size(text, face), style));
        return true;
    }

    private String address(End end, Strand strand) {
        KernelSocket socket = end.socket();
        if (socket.protocol() == Protocol.UNIX) {
            return unix(end, strand);
        }
        OptionalInt local = Names.port(socket.local());
        OptionalInt remote = Names.port(socket.remote());
        if (local.isEmpty()) {
            return sheet.text(socket.state() == TcpState.CLOSED ? "diagram.box.unbound" : "diagram.box.unseen");
        }
        return end.right() && remote.isPresent()
                ? local.getAsInt() + TO + remote.getAsInt()
                : sheet.text("diagram.box.port", String.valueOf(local.getAsInt()));
    }

    private String unix(End end, Strand strand) {
        Optional<End> peer = end.right() ? strand.client() : strand.server();
        boolean named = !end.socket().local().equals(Endpoint.NONE);
        if (end.right() && peer.isPresent() && !peer.get().holds().isEmpty()) {
            return sheet.text(
                    "diagram.box.peer",
                    String.valueOf(peer.get().holds().getFirst().pid()));
        }
        return named ? end.socket().local().toString() : sheet.text("diagram.box.unnamed");
    }

    private boolean right(List<Mark> marks, Waiting waits, double baseline, double edge, double free) {
        return right(marks, waits.words(), waits.face(), "box-queue", baseline, edge, free);
    }

    private void add(End end, Rect area, List<Mark> marks, Optional<Staging.Held> staged, String name) {
        List<Long> seqs = new ArrayList<>(List.of(end.seen().seq()));
        staged.map(Staging.Held::seq).ifPresent(seqs::add);
        sheet.add(new Item(
                "box " + end.id(),
                Item.Kind.BOX,
                area,
                marks,
                staged.isPresent() ? Evidence.STAGED : end.seen().evidence(),
                seqs,
                new Act.Select(new Selection.Socket(end.id())),
                name.strip(),
                sheet.lit().has(end.id())));
    }
}
