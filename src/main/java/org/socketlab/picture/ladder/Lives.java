package org.socketlab.picture.ladder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.socketlab.model.Evidence;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.SocketCall;
import org.socketlab.picture.FontFace;
import org.socketlab.picture.Item;
import org.socketlab.picture.Mark;
import org.socketlab.picture.diagram.Names;
import org.socketlab.picture.diagram.Tones;

/**
 * The three life lines with the states they go through: solid where a look or a call's return said so, dashed where it
 * follows from them, narrow while the server's socket has no fd.
 */
final class Lives {
    private static final String OPENING = "opening";

    private final Story story;
    private final Paper paper;
    private OptionalDouble clientOpens = OptionalDouble.empty();
    private OptionalDouble clientOpen = OptionalDouble.empty();
    private OptionalDouble serverOpens = OptionalDouble.empty();
    private OptionalDouble serverOpen = OptionalDouble.empty();
    private OptionalDouble accepted = OptionalDouble.empty();
    private OptionalDouble clientEnds = OptionalDouble.empty();
    private OptionalDouble serverEnds = OptionalDouble.empty();
    private OptionalDouble clientGone = OptionalDouble.empty();
    private OptionalDouble serverGone = OptionalDouble.empty();
    private List<Long> connecting = List.of();

    Lives(Story story, Paper paper) {
        this.story = story;
        this.paper = paper;
    }

    void clientOpens(double y, List<Long> seqs) {
        clientOpens = OptionalDouble.of(y);
        connecting = seqs;
    }

    void clientOpen(double y) {
        clientOpen = OptionalDouble.of(y);
    }

    void serverOpens(double y) {
        serverOpens = OptionalDouble.of(y);
    }

    void serverOpen(double y) {
        serverOpen = OptionalDouble.of(y);
    }

    /** accept4() gives the server's socket its fd; shutdown() and close() begin an end's end. */
    void called(Deed deed, double y) {
        if (deed.name() == SocketCall.accept4 && deed.succeeded()) {
            accepted = OptionalDouble.of(y + 9);
        }
        if ((deed.name() == SocketCall.shutdown || deed.name() == SocketCall.close) && deed.succeeded()) {
            ends(deed.client(), y + 9);
        }
    }

    /** The first thing that an end does to end. */
    void ends(boolean client, double y) {
        if (client && clientEnds.isEmpty()) {
            clientEnds = OptionalDouble.of(y);
        } else if (!client && serverEnds.isEmpty()) {
            serverEnds = OptionalDouble.of(y);
        }
    }

    void gone(boolean client, double y) {
        if (client) {
            clientGone = OptionalDouble.of(y);
        } else {
            serverGone = OptionalDouble.of(y);
        }
    }

    /** The states of the handshake's middle, beside the lines: SYN_SENT, and SYN_RECV that has no fd yet. */
    void words(double y) {
        if (!connecting.isEmpty() || story.client().isPresent()) {
            word("opening client", true, y, "SYN_SENT", Optional.empty(), seen(true));
        }
        if (story.server().isPresent()) {
            word(
                    "opening server",
                    false,
                    y,
                    "SYN_RECV",
                    Optional.of(paper.words().text("ladder.nofd")),
                    seen(false));
        }
    }

    private Optional<SeenSocket> seen(boolean client) {
        return story.seen(client ? story.client() : story.server());
    }

    private void word(
            String key, boolean client, double y, String state, Optional<String> below, Optional<SeenSocket> seen) {
        boolean observed =
                seen.filter(is -> is.socket().state().name().equals(state)).isPresent();
        String said = paper.words().text("state." + state);
        String why = paper.words().text(client ? "ladder.because.synsent" : "ladder.because.synrecv");
        String hint = observed ? said : paper.words().text("sentences", said, why);
        List<Mark.Label> lines = new ArrayList<>();
        lines.add(paper.text(client, state, FontFace.MONO_BOLD, "state-text", OPENING, hint));
        below.ifPresent(text -> lines.add(paper.text(client, text, FontFace.UI, "call-time", "", "")));
        paper.beside(
                key,
                Item.Kind.REMARK,
                client,
                y,
                lines,
                observed ? Evidence.OBSERVED : Evidence.INFERRED,
                seqs(client),
                state);
    }

    /** The facts that speak of an end: the last look, else its calls. */
    private List<Long> seqs(boolean client) {
        return seen(client)
                .map(is -> List.of(is.seq()))
                .orElseGet(() -> story.deeds().stream()
                        .filter(deed -> deed.client() == client)
                        .flatMap(deed -> deed.left().stream())
                        .map(Fact::seq)
                        .limit(1)
                        .toList());
    }

    void draw(double bottom) {
        listener(bottom);
        if (story.client().isPresent() || !connecting.isEmpty()) {
            client(bottom);
        } else if (clientOpens.isPresent()) {
            List<Long> heard = story.heard().stream().map(Fact::seq).limit(3).toList();
            new Stretch(
                            "life client",
                            paper.rungs().client(),
                            clientOpens.getAsDouble(),
                            bottom,
                            "",
                            "closed",
                            Evidence.INFERRED,
                            heard.isEmpty() ? seqs(false) : heard,
                            true)
                    .draw(paper);
        }
        if (story.server().isPresent()) {
            server(bottom);
        } else if (story.unheard()) {
            List<Long> asking = story.heard().stream().map(Fact::seq).limit(1).toList();
            new Stretch(
                            "life port",
                            paper.rungs().server(),
                            Rungs.TOP,
                            bottom,
                            "",
                            "closed",
                            Evidence.INFERRED,
                            asking.isEmpty() ? seqs(true) : asking,
                            true)
                    .draw(paper);
        }
    }

    /** Where a SYN arrives: at the listener, or where none is known (any more), at the socket or port that it was for. */
    double asked() {
        return story.listener().isPresent()
                ? paper.rungs().listener()
                : paper.rungs().server();
    }

    private void listener(double bottom) {
        story.listener()
                .ifPresent(seen -> new Stretch(
                                "life listener",
                                paper.rungs().listener(),
                                Rungs.TOP,
                                bottom,
                                "LISTEN",
                                "listen",
                                Evidence.OBSERVED,
                                List.of(seen.seq()),
                                false)
                        .draw(paper));
    }

    private void client(double bottom) {
        double x = paper.rungs().client();
        double end = clientGone.orElse(bottom);
        double open = clientOpen.orElse(end);
        double opens = clientOpens.orElse(open);
        List<Long> known = seqs(true);
        if (opens > Rungs.TOP && !connecting.isEmpty()) {
            new Stretch("life client 0", x, Rungs.TOP, opens, "", "closed", Evidence.INFERRED, connecting, false)
                    .draw(paper);
        }
        if (opens < open) {
            boolean now = state(true).equals("SYN_SENT");
            Evidence how = now ? Evidence.OBSERVED : Evidence.INFERRED;
            new Stretch("life client 1", x, opens, open, now ? "SYN_SENT" : "", OPENING, how, known, false).draw(paper);
        }
        living("life client 2", x, open, clientEnds, end, true, known, false);
    }

    private void server(double bottom) {
        double x = paper.rungs().server();
        double end = serverGone.orElse(bottom);
        double open = serverOpen.orElse(end);
        double opens = serverOpens.orElse(open);
        List<Long> known = seqs(false);
        if (opens < open) {
            boolean now = state(false).equals("SYN_RECV");
            Evidence how = now ? Evidence.OBSERVED : Evidence.INFERRED;
            new Stretch("life server 1", x, opens, open, now ? "SYN_RECV" : "", OPENING, how, known, true).draw(paper);
        }
        double fd = Math.max(open, accepted.orElse(end));
        if (open < fd && accepted.isPresent()) {
            new Stretch("life server 2", x, open, fd, "", openTone(), Evidence.INFERRED, known, true).draw(paper);
        }
        boolean without = accepted.isEmpty() && hasNoFd();
        living("life server 3", x, accepted.isPresent() ? fd : open, serverEnds, end, false, known, without);
    }

    private boolean hasNoFd() {
        return seen(false).filter(is -> is.socket().inode() == 0).isPresent();
    }

    private String openTone() {
        return story.unix() ? "unix" : "established";
    }

    private String openWord() {
        return story.unix() ? "CONNECTED" : "ESTABLISHED";
    }

    private String state(boolean client) {
        return seen(client).map(is -> Names.state(is.socket())).orElse("");
    }

    /** From where an end is open to where it ends; the state it is in now has the last stretch. */
    private void living(
            String key,
            double x,
            double open,
            OptionalDouble ends,
            double end,
            boolean client,
            List<Long> known,
            boolean narrow) {
        if (open >= end) {
            return;
        }
        Optional<SeenSocket> now = seen(client);
        boolean closing = now.filter(is -> Tones.of(is.socket().state()).equals("closing"))
                .isPresent();
        double turn = Math.min(end, ends.orElse(closing ? end - Rungs.STEP : end));
        boolean still = state(client).equals(openWord());
        boolean said = story.deeds().stream().anyMatch(deed -> deed.client() == client && deed.succeeded());
        Evidence how = still || said ? Evidence.OBSERVED : Evidence.INFERRED;
        new Stretch(key, x, open, Math.max(open, turn), openWord(), openTone(), how, known, narrow).draw(paper);
        if (turn < end) {
            String word = closing ? state(client) : "";
            new Stretch(
                            key + " end",
                            x,
                            turn,
                            end,
                            word,
                            "closing",
                            closing ? Evidence.OBSERVED : Evidence.INFERRED,
                            known,
                            narrow)
                    .draw(paper);
        }
    }
}
