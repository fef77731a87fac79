package org.socketlab.picture.diagram;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.socketlab.model.Actor;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Evidence;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.SeenListener;
import org.socketlab.model.Stage;
import org.socketlab.picture.Act;
import org.socketlab.picture.FontFace;
import org.socketlab.picture.Item;
import org.socketlab.picture.Mark;
import org.socketlab.picture.Rect;

/** Draws the stage: three switches for each server that is up, and what lets one client in. */
final class StageCard {
    private static final double PAD = 9;
    private static final double TITLE = 20;
    private static final double TOP = 28;
    private static final double ROW = 22;
    private static final double SWITCH_WIDTH = 26;
    private static final double SWITCH_HEIGHT = 15;
    private static final double APART = 10;
    private static final double ROOMY = 800;

    private final Sheet sheet;
    private final List<SeenListener> servers;
    private final boolean many;

    StageCard(Sheet sheet) {
        this.sheet = sheet;
        servers = servers(sheet.state());
        many = servers.size() > 1;
    }

    /** The first listener of each server; its stage is that of them all. */
    private static List<SeenListener> servers(LabState state) {
        Map<String, SeenListener> servers = new TreeMap<>();
        state.listeners().values().stream()
                .sorted(Comparator.comparing(seen -> seen.listener().endpoint().toString()))
                .forEach(seen -> servers.putIfAbsent(seen.listener().actor(), seen));
        return List.copyOf(servers.values());
    }

    /** How wide the stage is: its title beside the servers' names; 0 where no server is up. */
    double width() {
        double title = sheet.type().width(sheet.text("diagram.stage"), FontFace.UI_BOLD);
        double named = 0;
        for (Switch each : Switch.values()) {
            named = Math.max(named, sheet.type().width(sheet.text(each.key), FontFace.UI));
        }
        double words = Math.max(title, named);
        double switches = words + 2 * PAD + 16 + columns();
        double plain = switches - words + named + 8 + letInWidth();
        return servers.isEmpty() ? 0 : Math.ceil(roomy() ? Math.max(switches, plain) : switches);
    }

    /** How wide the servers' switches are beside each other. */
    private double columns() {
        return servers.size() * (SWITCH_WIDTH + APART) - APART;
    }

    /** Whether what lets one in stands beside the switches, so that the stage is never higher for it. */
    private boolean roomy() {
        return sheet.wish().width() >= ROOMY;
    }

    private double letInWidth() {
        return servers.stream()
                        .map(this::letInWords)
                        .mapToDouble(words -> sheet.type().width(words, FontFace.UI))
                        .max()
                        .orElse(0)
                + 20;
    }

    private String letInWords(SeenListener server) {
        return many ? sheet.text("diagram.stage.letin.one", name(server)) : sheet.text("diagram.stage.letin");
    }

    private static String name(SeenListener server) {
        return Names.server(server.listener().actor());
    }

    /** The three switches of each server that is up, and what lets one client in; returns where they end. */
    double draw(double x, double y, double width) {
        if (servers.isEmpty()) {
            return y;
        }
        List<Mark> marks = new ArrayList<>();
        double first = width - PAD - columns();
        double words = first - PAD - 4;
        marks.add(sheet.label(PAD, TITLE, sheet.text("diagram.stage"), FontFace.UI_BOLD, "card-title", words)
                .hinted(sheet.text("diagram.stage.hint")));
        if (many) {
            names(first, marks);
        }
        double row = TOP;
        for (Switch each : Switch.values()) {
            if (servers.stream().anyMatch(each::suits)) {
                double centre = row + ROW / 2;
                marks.add(sheet.label(PAD, centre + 4.5, sheet.text(each.key), FontFace.UI, "card-text", words)
                        .hinted(sheet.text(each.hint)));
                toggles(each, x + first, y + centre - SWITCH_HEIGHT / 2);
                row += ROW;
            }
        }
        Rect area = new Rect(x, y, width, letIn(x, y, width, first, row) + 6);
        List<Long> seqs =
                servers.stream().map(SeenListener::seq).distinct().sorted().toList();
        sheet.card("stage", area, marks, seqs, sheet.text("diagram.stage"));
        return area.bottom();
    }

    private void names(double first, List<Mark> marks) {
        double middle = first + SWITCH_WIDTH / 2;
        for (SeenListener server : servers) {
            double wide = sheet.type().width(name(server), FontFace.UI);
            marks.add(sheet.label(middle - wide / 2, TITLE, name(server), FontFace.UI, "card-note", wide + 1));
            middle += SWITCH_WIDTH + APART;
        }
    }

    private void toggles(Switch each, double first, double y) {
        double x = first;
        for (SeenListener server : servers) {
            if (each.suits(server)) {
                toggle(each, server, x, y);
            }
            x += SWITCH_WIDTH + APART;
        }
    }

    /** What lets one in, of each server that holds accept: beside the switches, else below; returns where all rows end. */
    private double letIn(double x, double y, double width, double first, double end) {
        double room = letInWidth();
        double beside = TOP;
        double below = end;
        for (SeenListener server : servers) {
            if (server.listener().stage().holdAccept() && roomy()) {
                letIn(server, x + first - room - 8, y + beside, room);
                beside += ROW;
            } else if (server.listener().stage().holdAccept()) {
                letIn(server, x + PAD, y + below + 2, width - 2 * PAD);
                below += ROW + 4;
            }
        }
        return below;
    }

    /** One of the three switches, and what it makes of a stage. */
    private enum Switch {
        HOLD("diagram.stage.hold", "diagram.stage.hold.hint"),
        FULL("diagram.stage.full", "diagram.stage.full.hint"),
        WAIT("diagram.stage.wait", "diagram.stage.wait.hint");

        private final String key;
        private final String hint;

        Switch(String key, String hint) {
            this.key = key;
            this.hint = hint;
        }

        /** TCP_DEFER_ACCEPT is TCP's alone (tcp(7)). */
        boolean suits(SeenListener seen) {
            return this != WAIT || !(seen.listener().endpoint() instanceof Endpoint.Unix);
        }

        boolean on(Stage stage) {
            return switch (this) {
                case HOLD -> stage.holdAccept();
                case FULL -> stage.fullQueue();
                case WAIT -> stage.waitForData();
            };
        }

        Stage turned(Stage stage) {
            return switch (this) {
                case HOLD -> new Stage(!stage.holdAccept(), stage.fullQueue(), stage.waitForData());
                case FULL -> new Stage(stage.holdAccept(), !stage.fullQueue(), stage.waitForData());
                case WAIT -> new Stage(stage.holdAccept(), stage.fullQueue(), !stage.waitForData());
            };
        }
    }

    private void toggle(Switch which, SeenListener server, double x, double y) {
        Stage stage = server.listener().stage();
        String actor = server.listener().actor();
        boolean on = which.on(stage);
        double knob = SWITCH_HEIGHT - 4;
        String tone = on ? "on" : "off";
        List<Mark> marks = List.of(
                new Mark.Panel(new Rect(0, 0, SWITCH_WIDTH, SWITCH_HEIGHT), SWITCH_HEIGHT / 2, "switch", tone),
                new Mark.Panel(new Rect(on ? SWITCH_WIDTH - knob - 2 : 2, 2, knob, knob), knob / 2, "knob", tone));
        sheet.add(new Item(
                "switch " + which + " " + actor,
                Item.Kind.SWITCH,
                new Rect(x, y, SWITCH_WIDTH, SWITCH_HEIGHT),
                marks,
                Evidence.OBSERVED,
                List.of(server.seq()),
                new Act.Ask(new Command.SetStage(Actor.name(actor), which.turned(stage))),
                sheet.text(which.key) + ", " + name(server) + ", "
                        + sheet.text(on ? "diagram.stage.on" : "diagram.stage.off"),
                on));
    }

    private void letIn(SeenListener server, double x, double y, double width) {
        String words = letInWords(server);
        String shown = sheet.type().end(words, FontFace.UI, width - 16);
        double wide = sheet.type().width(shown, FontFace.UI) + 20;
        Rect area = new Rect(x, y, Math.min(width, wide), ROW);
        sheet.add(new Item(
                "letin " + server.listener().actor(),
                Item.Kind.SWITCH,
                area,
                List.of(
                        new Mark.Panel(new Rect(0, 0, area.width(), ROW), 6, "button", ""),
                        sheet.label(10, 16.5, shown, FontFace.UI, "button-text", width)),
                Evidence.OBSERVED,
                List.of(server.seq()),
                new Act.Ask(new Command.LetOneIn(Actor.name(server.listener().actor()))),
                words,
                false));
    }
}
