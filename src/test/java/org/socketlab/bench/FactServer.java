package org.socketlab.bench;

import java.util.List;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Framing;
import org.socketlab.model.LabState;
import org.socketlab.os.KernelView;
import org.socketlab.os.linux.LinuxSystem;
import org.socketlab.server.OwnerLookup;
import org.socketlab.server.Servers;
import org.socketlab.trace.Recorder;
import org.socketlab.trace.Ring;
import org.socketlab.trace.Spool;
import org.socketlab.trace.Timeline;

/**
 * The lab's server as the window runs it: each of its calls goes through the ring, the recorder and the timeline.
 *
 * <p>Usage: {@code FactServer tcp 127.0.0.1:0} or {@code FactServer unix PATH}. Says {@code listening on KIND ADDRESS}.
 */
public final class FactServer {
    private static final int FACTS = 200_000;
    private static final long BYTES = 64_000_000;

    private FactServer() {}

    public static void main(String[] args) throws Exception {
        LinuxSystem system = new LinuxSystem();
        Ring ring = new Ring();
        Timeline timeline = new Timeline(LabState.empty(system.pid()), FACTS, BYTES, Spool.NONE);
        try (KernelView view = system.openView();
                Recorder recorder = new Recorder(ring, timeline, System.nanoTime()).start();
                Servers servers = new Servers(system, view, ring, ring, OwnerLookup.NONE)) {
            Endpoint at = servers.start(args[0], List.of(Endpoint.parse(args[1])), Framing.LINE, 4_096)
                    .getFirst();
            System.out.println("listening on " + args[0] + " " + at);
            System.in.read(); // until whoever started it ends it
        }
    }
}
