package org.socketlab.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.socketlab.model.Event;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState.Phase;
import org.socketlab.model.Refusal;

/**
 * A lab in a process of its own in which a console connects, pings and quits; it prints each segment it was told of, in
 * the order of seq, and whether t rises with it.
 */
public final class CapturedLife {
    private CapturedLife() {}

    /** @param args {@code captured} where the end of the connection is to be waited for */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("life");
        try (Stand stand = new Stand(folder).servers()) {
            stand.console("A", stand.tcp);
            stand.send("A", "ping\n");
            stand.fact(
                    "pong",
                    0,
                    event -> event instanceof Event.ConsoleBytes bytes
                            && bytes.bytes().text().equals("pong\n"));
            stand.send("A", "quit\n");
            stand.phase("A", Phase.ENDED);
            if (List.of(args).contains("captured")) {
                Fact fin = stand.fact("a FIN", 0, CapturedLife::fin);
                stand.fact("the other FIN", fin.seq(), CapturedLife::fin);
            }
            stand.lab.settle();
            print(stand.lab.history().between(0, stand.lab.now().seq()));
        }
        Files.delete(folder);
    }

    private static boolean fin(Event event) {
        return event instanceof Event.Segment segment && segment.flags().contains("FIN");
    }

    private static void print(List<Fact> facts) {
        long last = Long.MIN_VALUE;
        boolean rises = true;
        for (Fact fact : facts) {
            if (fact.event() instanceof Refusal refusal) {
                System.out.println("refused " + refusal.code());
            }
            if (fact.event() instanceof Event.Segment segment) {
                System.out.println(segment.via() + " " + fact.evidence().word() + " "
                        + String.join(" ", segment.flags()) + " " + segment.length());
                if (segment.via().equals("capture")) {
                    rises &= fact.t() >= last;
                    last = fact.t();
                }
            }
        }
        System.out.println("rises " + rises);
    }
}
