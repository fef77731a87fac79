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
        return Session.started()
                .console("Z")
                .send("Z", "quit\n")
                .quit("Z")
                .console("A")
                .foreign("telnet", 46_996)
                .unixConsole("B")
                .send("A", "ping\n")
                .reply("A", "pong\n");
    }

    /** Those in which something is long, missing or many. */
    public static Map<String, Session> odd() {
        Map<String, Session> odd = new LinkedHashMap<>();
        odd.put("nothing", new Session());
        odd.put("no client", Session.started());
        odd.put("usual", usual());
        odd.put("held", Session.started().console("A").held(7));
        odd.put("held by many", Session.started().held(23));
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
