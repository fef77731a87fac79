package org.socketlab.picture.diagram;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Evidence;
import org.socketlab.model.LabState.LogLine;
import org.socketlab.model.LabState.SeenListener;
import org.socketlab.model.Stage;
import org.socketlab.picture.Act;
import org.socketlab.picture.FontFace;
import org.socketlab.picture.Item;
import org.socketlab.picture.Mark;
import org.socketlab.picture.Rect;

/** Draws what stands beside the picture of the system: the servers' logs, the stage's switches. */
final class Cards {
    private static final double PAD = 9;
    private static final double TITLE = 20;
    private static final double LINE = 17;
    private static final double ROW = 22;
    private static final double SWITCH_WIDTH = 26;
    private static final double SWITCH_HEIGHT = 15;
    private static final double APART = 10;
    private static final int LINES = 3;
    private static final double ROOMY = 800;
    private static final String SERVER = "server:";

    private final Sheet sheet;

    Cards(Sheet sheet) {
        this.sheet = sheet;
    }

    /** The servers' last log lines, as many as that height takes; returns where they end. */
    double log(double x, double y, double width, double height) {
        List<Map.Entry<String, LogLine>> lines = new ArrayList<>();
        sheet.state().logs().forEach((actor, kept) -> kept.forEach(line -> lines.add(Map.entry(actor, line))));
        Map<String, SeenListener> servers = servers();
        if (lines.isEmpty() && servers.isEmpty()) {
            return y;
        }
        lines.sort(Comparator.comparingLong(entry -> entry.getValue().seq()));
        double room = width - 2 * PAD;
        int most = Math.max(LINES, (int) ((height - TITLE - 10) / LINE));
        List<Mark> marks = new ArrayList<>();
        List<Long> seqs = new ArrayList<>();
        List<Mark.Label> rows = new ArrayList<>();
        for (int i = lines.size() - 1; i >= 0; i--) {
            LogLine line = lines.get(i).getValue();
            List<String> wrapped = wrap(line.text(), room);
            if (rows.size() + wrapped.size() > most) {
                break;
            }
            String hint = sheet.text("diagram.server", Names.server(lines.get(i).getKey())) + ": " + line.text();
            rows.addAll(
                    0,
                    wrapped.stream()
                            .map(text -> sheet.label(PAD, 0, text, FontFace.MONO, "card-text", room)
                                    .hinted(hint))
                            .toList());
            seqs.addFirst(line.seq());
        }
        boolean one = sheet.state().logs().size() == 1 && !lines.isEmpty();
        String title =
                one ? sheet.text("diagram.log", Names.server(lines.getFirst().getKey())) : sheet.text("diagram.logs");
        if (lines.isEmpty()) {
            String nothing = sheet.text("diagram.logs.none");
            marks.add(sheet.label(PAD, TITLE + LINE + 2, nothing, FontFace.UI, "card-note", room));
            servers.values().stream().map(SeenListener::seq).forEach(seqs::add);
        }
        marks.add(sheet.label(PAD, TITLE, title, FontFace.UI_BOLD, "card-title", room));
        double baseline = TITLE + LINE + 2;
        for (Mark.Label row : rows) {
            marks.add(row.at(PAD, baseline));
            baseline += LINE;
        }
        Rect area = new Rect(x, y, width, Math.max(height, baseline - LINE + 10));
        card("log", area, marks, seqs, title);
        return area.bottom();
    }

    /** At most {@link #LINES} rows of at most that width, broken between words where one can. */
    private List<String> wrap(String text, double width) {
        List<String> rows = new ArrayList<>();
        String rest = text;
        while (!rest.isEmpty() && rows.size() < LINES) {
            int end = rest.length();
            while (end > 1 && sheet.type().width(rest.substring(0, end), FontFace.MONO) > width) {
                int space = rest.lastIndexOf(' ', end - 1);
                end = space > 0 ? space : rest.offsetByCodePoints(end, -1);
            }
            rows.add(rest.substring(0, end));
            rest = rest.substring(end).strip();
        }
        if (!rest.isEmpty()) {
            rows.set(LINES - 1, rows.getLast() + " " + rest); // the label ends it with an ellipsis
        }
        return rows;
    }

    /** How wide the stage is: its title beside the servers' names; 0 where no server is up. */
    double stageWidth() {
        int many = servers().size();
        double title = sheet.type().width(sheet.text("diagram.stage"), FontFace.UI_BOLD);
        double named = 0;
        for (Switch each : Switch.values()) {
            named = Math.max(named, sheet.type().width(sheet.text(each.key), FontFace.UI));
        }
        double words = Math.max(title, named);
        double switches = words + 2 * PAD + 16 + many * SWITCH_WIDTH + (many - 1) * APART;
        double plain = switches - words + named + 8 + letInWidth(many > 1);
        return many == 0 ? 0 : Math.ceil(roomy() ? Math.max(switches, plain) : switches);
    }

    /** Whether what lets one in stands beside the switches, so that the stage is never higher for it. */
    private boolean roomy() {
        return sheet.wish().width() >= ROOMY;
    }

    private double letInWidth(boolean many) {
        return servers().keySet().stream()
                        .map(actor -> letInWords(actor, many))
                        .mapToDouble(words -> sheet.type().width(words, FontFace.UI))
                        .max()
                        .orElse(0)
                + 20;
    }

    private String letInWords(String actor, boolean many) {
        return many ? sheet.text("diagram.stage.letin.one", Names.server(actor)) : sheet.text("diagram.stage.letin");
    }

    /** The three switches of each server that is up, and what lets one client in; returns where they end. */
    double stage(double x, double y, double width) {
        Map<String, SeenListener> servers = servers();
        if (servers.isEmpty()) {
            return y;
        }
        List<Mark> marks = new ArrayList<>();
        List<String> actors = List.copyOf(servers.keySet());
        double first = width - PAD - actors.size() * SWITCH_WIDTH - (actors.size() - 1) * APART;
        marks.add(sheet.label(PAD, TITLE, sheet.text("diagram.stage"), FontFace.UI_BOLD, "card-title", first - PAD - 4)
                .hinted(sheet.text("diagram.stage.hint")));
        boolean many = actors.size() > 1;
        double top = 28;
        if (many) {
            for (int i = 0; i < actors.size(); i++) {
                String name = Names.server(actors.get(i));
                double wide = sheet.type().width(name, FontFace.UI);
                double at = first + i * (SWITCH_WIDTH + APART) + SWITCH_WIDTH / 2 - wide / 2;
                marks.add(sheet.label(at, TITLE, name, FontFace.UI, "card-note", wide + 1));
            }
        }
        double row = top;
        for (Switch each : Switch.values()) {
            if (servers.values().stream().noneMatch(each::suits)) {
                continue;
            }
            double centre = row + ROW / 2;
            marks.add(sheet.label(PAD, centre + 4.5, sheet.text(each.key), FontFace.UI, "card-text", first - PAD - 4)
                    .hinted(sheet.text(each.hint)));
            for (int i = 0; i < actors.size(); i++) {
                SeenListener seen = servers.get(actors.get(i));
                double at = x + first + i * (SWITCH_WIDTH + APART);
                if (seen != null) {
                    toggle(each, actors.get(i), seen, at, y + centre - SWITCH_HEIGHT / 2);
                }
            }
            row += ROW;
        }
        double between = top;
        for (String actor : actors) {
            SeenListener seen = servers.get(actor);
            if (seen != null && seen.listener().stage().holdAccept()) {
                double room = letInWidth(many);
                if (roomy()) {
                    letIn(actor, seen, x + first - room - 8, y + between, room, many);
                    between += ROW;
                } else {
                    letIn(actor, seen, x + PAD, y + row + 2, width - 2 * PAD, many);
                    row += ROW + 4;
                }
            }
        }
        Rect area = new Rect(x, y, width, row + 6);
        List<Long> seqs = servers.values().stream()
                .map(SeenListener::seq)
                .distinct()
                .sorted()
                .toList();
        card("stage", area, marks, seqs, sheet.text("diagram.stage"));
        return area.bottom();
    }

    private Map<String, SeenListener> servers() {
        Map<String, SeenListener> servers = new LinkedHashMap<>();
        sheet.state().listeners().values().stream()
                .sorted(Comparator.comparing(
                                (SeenListener seen) -> seen.listener().actor())
                        .thenComparing(seen -> seen.listener().endpoint().toString()))
                .forEach(seen -> servers.putIfAbsent(seen.listener().actor(), seen));
        return servers;
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

    private void toggle(Switch which, String actor, SeenListener seen, double x, double y) {
        Rect area = new Rect(x, y, SWITCH_WIDTH, SWITCH_HEIGHT);
        if (!which.suits(seen)) {
            return;
        }
        Stage stage = seen.listener().stage();
        boolean on = which.on(stage);
        double knob = SWITCH_HEIGHT - 4;
        String tone = on ? "on" : "off";
        List<Mark> marks = List.of(
                new Mark.Panel(new Rect(0, 0, SWITCH_WIDTH, SWITCH_HEIGHT), SWITCH_HEIGHT / 2, "switch", tone),
                new Mark.Panel(new Rect(on ? SWITCH_WIDTH - knob - 2 : 2, 2, knob, knob), knob / 2, "knob", tone));
        sheet.add(new Item(
                "switch " + which + " " + actor,
                Item.Kind.SWITCH,
                area,
                marks,
                Evidence.OBSERVED,
                List.of(seen.seq()),
                new Act.Ask(new Command.SetStage(bare(actor), which.turned(stage))),
                sheet.text(which.key) + ", " + Names.server(actor) + ", "
                        + sheet.text(on ? "diagram.stage.on" : "diagram.stage.off"),
                on));
    }

    private void letIn(String actor, SeenListener seen, double x, double y, double width, boolean many) {
        String words = letInWords(actor, many);
        String shown = sheet.type().end(words, FontFace.UI, width - 16);
        double wide = sheet.type().width(shown, FontFace.UI) + 20;
        Rect area = new Rect(x, y, Math.min(width, wide), ROW);
        sheet.add(new Item(
                "letin " + actor,
                Item.Kind.SWITCH,
                area,
                List.of(
                        new Mark.Panel(new Rect(0, 0, area.width(), ROW), 6, "button", ""),
                        sheet.label(10, 16.5, shown, FontFace.UI, "button-text", width)),
                Evidence.OBSERVED,
                List.of(seen.seq()),
                new Act.Ask(new Command.LetOneIn(bare(actor))),
                words,
                false));
    }

    private static String bare(String actor) {
        return actor.startsWith(SERVER) ? actor.substring(SERVER.length()) : actor;
    }

    private void card(String key, Rect area, List<Mark> text, List<Long> seqs, String name) {
        List<Mark> marks = new ArrayList<>();
        marks.add(new Mark.Panel(new Rect(0, 0, area.width(), area.height()), 8, "side-card", ""));
        marks.addAll(text);
        sheet.add(new Item(key, Item.Kind.CARD, area, marks, Evidence.OBSERVED, seqs, Act.NONE, name, false));
    }
}
