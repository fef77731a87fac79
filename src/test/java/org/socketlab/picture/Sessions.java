package org.socketlab.picture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.socketlab.model.SocketStage;

/** Sessions to draw: the usual one, the odd ones by name, and any number by chance. */
public final class Sessions {
    private Sessions() {}

    public static Session usual() {
        return talk(quit(Session.started()));
    }

    /** Two consoles, a foreign client and the Unix path, before servers in a process of their own. */
    public static Session apart() {
        return talk(Session.apart());
    }

    private static Session quit(Session session) {
        return session.console("Z").send("Z", "quit\n").quit("Z");
    }

    private static Session talk(Session session) {
        return session.console("A")
                .foreign("telnet", 46_996)
                .unixConsole("B")
                .send("A", "ping\n")
                .reply("A", "pong\n");
    }

    /** The usual one, every segment of it captured. */
    public static Session captured() {
        return talk(quit(Session.started().capturing()));
    }

    /** Bytes sent again, a closed window, a reset. */
    public static Session troubled() {
        return Session.started()
                .capturing()
                .console("A")
                .segment("A", "PSH ACK", "echo a long line, longer than there is room for\n")
                .again("A", "PSH ACK", "echo a long line, longer than there is room for\n")
                .closesWindow("for A")
                .segment("for A", "RST ACK", "");
    }

    /** So many pings and pongs, all captured. */
    public static Session talkative(int pings) {
        Session session = Session.started().capturing().console("A");
        for (int i = 0; i < pings; i++) {
            session.send("A", "ping\n").reply("A", "pong\n");
        }
        return session;
    }

    /** Those in which something is long, missing or many. */
    public static Map<String, Session> odd() {
        Map<String, Session> odd = new LinkedHashMap<>();
        odd.put("nothing", new Session());
        odd.put("no client", Session.started());
        odd.put("usual", usual());
        odd.put("held", Session.started().console("A").held(7));
        odd.put("held by many", Session.started().held(23));
        Session brief = Session.started().console("A");
        for (int i = 0; i < 50; i++) {
            brief.brief(41_000 + i, 5 + i);
        }
        odd.put("too short for a look", brief);
        odd.put("connected to itself", Session.started().console("A").itself("B"));
        odd.put("unanswered", Session.started().console("A").unanswered("B"));
        odd.put("waiting bytes", Session.started().console("A").waits("A", 65_536));
        odd.put(
                "held sockets",
                Session.started()
                        .console("A")
                        .console("B")
                        .console("C")
                        .waits("A", 2_700_000)
                        .holds("for A", new SocketStage(true, false))
                        .holds("B", new SocketStage(true, true))
                        .holds("for C", new SocketStage(false, true))
                        .halfClosed("C"));
        odd.put(
                "hidden",
                Session.started().foreign("nc", 900, "[::1]:1208", true).foreign("curl", 901));
        odd.put("long path", Session.started().listening("/tmp/" + "a-long-name-of-a-folder/".repeat(4) + "x.sock"));
        odd.put(
                "long address",
                Session.started().foreign("nc", 902, "[2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff]:1208", false));
        odd.put(
                "all gone",
                Session.started().console("A").console("B").quit("A").quit("B"));
        odd.put("captured", captured());
        odd.put("captured with trouble", troubled());
        odd.put("captured long", talkative(150));
        odd.put("captured late", Session.started().console("A").capturing().send("A", "ping\n"));
        odd.put("servers apart", apart());
        odd.put("servers killed", apart().killed());
        Session many = Session.started();
        for (int i = 0; i < 45; i++) {
            many.console("C" + i);
        }
        odd.put("45 consoles", many);
        Session crowd = Session.started().console("A");
        for (int i = 0; i < 60; i++) {
            crowd.foreign("nc", 2_000 + i);
        }
        odd.put("60 processes", crowd);
        return odd;
    }

    /** A session of so many steps, each by chance; the same seed gives the same session. */
    public static Session random(long seed, int steps) {
        Random chance = new Random(seed);
        Session session = Session.started();
        List<String> open = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            String name = "R" + i;
            switch (chance.nextInt(7)) {
                case 0, 1 -> {
                    session.console(name);
                    open.add(name);
                }
                case 2 -> {
                    session.unixConsole(name);
                    open.add(name);
                }
                case 3 -> session.foreign(chance.nextBoolean() ? "telnet" : "python3.13-server", 5_000 + i);
                case 4 -> session.foreign("nc", 5_000 + i, "[::1]:1208", chance.nextBoolean());
                case 5 -> {
                    if (!open.isEmpty()) {
                        session.quit(open.remove(chance.nextInt(open.size())));
                    }
                }
                default -> {
                    if (!open.isEmpty()) {
                        session.waits(open.get(chance.nextInt(open.size())), 1 + chance.nextInt(1_000_000));
                    }
                }
            }
        }
        return session;
    }
}
