package org.socketlab.picture.ladder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Evidence;
import org.socketlab.model.OwnFds;
import org.socketlab.model.SocketCall;
import org.socketlab.model.SocketId;
import org.socketlab.picture.Act;
import org.socketlab.picture.FontFace;
import org.socketlab.picture.Item;
import org.socketlab.picture.Mark;
import org.socketlab.picture.Rect;
import org.socketlab.picture.Words;
import org.socketlab.picture.diagram.Names;

/** Whose connection this is, its 5-tuple, and over each life line whose it is. */
record Heading(Story story, Paper paper) {
    private static final double PAD = 7;
    private static final double HEADS = Rungs.TOP - 20;

    void draw() {
        Words words = paper.words();
        double room = paper.rungs().width() - 2 * PAD;
        String title = end(true) + " ↔ " + end(false);
        List<Mark> marks = new ArrayList<>();
        marks.add(fitted(title, 18, FontFace.UI_BOLD, "process-name", room));
        Endpoint remote = story.tuple().remote();
        String tuple = story.unix() || remote.equals(Endpoint.NONE)
                ? remote.toString()
                : story.tuple().toString();
        marks.add(fitted(tuple, 38, FontFace.MONO, "row-note", room));
        List<Long> seqs = Stream.of(story.client(), story.server())
                .flatMap(id -> story.seen(id).stream())
                .map(seen -> seen.seq())
                .distinct()
                .toList();
        Rect area = new Rect(PAD, 0, room, 46);
        paper.items()
                .add(new Item(
                        "heading", Item.Kind.REMARK, area, marks, Evidence.OBSERVED, seqs, Act.NONE, title, false));
        head("head client", words.text("ladder.client"), paper.rungs().client(), 0.5, seqs);
        if (story.listener().isPresent()) {
            head("head listener", words.text("ladder.listener"), paper.rungs().listener() + Rungs.BAR / 2, 1, seqs);
        }
        String port = String.valueOf(Names.port(story.tuple().remote()).orElse(0));
        head(
                "head server",
                story.unheard() ? words.text("ladder.port", port) : words.text("ladder.server"),
                paper.rungs().server() - Rungs.BAR / 2,
                0,
                seqs);
    }

    private Mark.Label fitted(String text, double baseline, FontFace face, String style, double room) {
        String shown = paper.type().middle(text, face, room);
        double size = paper.type().size(text, face);
        return new Mark.Label(0, baseline, shown, face, size, style, "", shown.equals(text) ? "" : text);
    }

    /** @param before how much of the word stands left of x: the listener's and the server's lines are close */
    private void head(String key, String text, double x, double before, List<Long> seqs) {
        double width = paper.type().width(text, FontFace.UI);
        Rect area = new Rect(Math.round(x - width * before), HEADS, width, Paper.LINE);
        double size = paper.type().size(text, FontFace.UI);
        Mark label = new Mark.Label(0, 13, text, FontFace.UI, size, "row-note");
        paper.items()
                .add(new Item(
                        key, Item.Kind.REMARK, area, List.of(label), Evidence.OBSERVED, seqs, Act.NONE, text, false));
    }

    /** Who holds an end, and by which fd. */
    private String end(boolean client) {
        Words words = paper.words();
        Optional<SocketId> id = client ? story.client() : story.server();
        if (id.isEmpty()) {
            return words.text(client ? "ladder.client.unseen" : "ladder.server.none");
        }
        String actor = actor(id.get(), client);
        String who = Names.who(actor, words).orElseGet(() -> foreign(id.get(), client));
        return fd(id.get()).map(fd -> who + " fd " + fd).orElse(who);
    }

    private String actor(SocketId id, boolean client) {
        return story.seen(Optional.of(id))
                .map(seen -> seen.actor())
                .filter(actor -> !actor.isEmpty())
                .or(() -> story.deeds().stream()
                        .filter(deed -> deed.client() == client)
                        .map(deed -> deed.called().actor())
                        .findFirst())
                .orElse("");
    }

    private String foreign(SocketId id, boolean client) {
        return story.seen(Optional.of(id))
                .flatMap(seen -> seen.socket().owners().stream().findFirst())
                .map(owner -> owner.command() + " pid " + owner.pid())
                .orElseGet(() -> paper.words().text(client ? "ladder.client" : "ladder.server"));
    }

    private Optional<Integer> fd(SocketId id) {
        Optional<Integer> now =
                OwnFds.of(story.state()).of(id).map(own -> own.row().fd());
        return now.or(() -> story.server()
                .filter(id::equals)
                .flatMap(_ -> story.first(SocketCall.accept4))
                .filter(Deed::succeeded)
                .flatMap(deed -> deed.returned().map(back -> (int) back.result())));
    }
}
