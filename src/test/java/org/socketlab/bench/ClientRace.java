package org.socketlab.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.socketlab.model.Because;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.observe.Observer;
import org.socketlab.observe.Watch;
import org.socketlab.os.FactSink;
import org.socketlab.os.KernelView;
import org.socketlab.os.SyscallException;
import org.socketlab.os.linux.LinuxSystem;

/**
 * How soon after its connection a foreign client, a real {@code nc}, is told with its process, among many sockets of this
 * process on the same port: both where the server accepts it at once and where nobody does.
 */
final class ClientRace implements FactSink {
    private static final int TRIES = Integer.getInteger("bench.tries", 15);
    private static final long PATIENCE = 20_000_000_000L; // ns
    private static final int QUIET = 1_300; // ms, until the observer looks at its slow pace

    private final Set<Integer> owners = ConcurrentHashMap.newKeySet();
    private final Set<Integer> processes = ConcurrentHashMap.newKeySet();

    private ClientRace() {}

    /**
     * @param sockets how many others there are, both ends counted
     * @param most the most that it may take, ms
     */
    static void run(int sockets, double most) throws Exception {
        new ClientRace().race(sockets, most);
    }

    @Override
    public boolean tell(long t, Evidence evidence, Because because, Event event) {
        switch (event) {
            case Event.Looked looked ->
                looked.sockets().forEach(socket -> socket.owners().forEach(owner -> owners.add(owner.pid())));
            case Event.ProcessSeen seen -> processes.add(seen.process().pid());
            default -> {
                // only who owns what is raced for
            }
        }
        return true;
    }

    private void race(int sockets, double most) throws Exception {
        List<SocketChannel> ends = new ArrayList<>();
        LinuxSystem system = new LinuxSystem();
        try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.INET);
                KernelView observed = system.openView();
                KernelView beside = system.openView();
                Observer observer = Observer.of(observed, this, system.pid())) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
            int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
            observer.watch(Watch.of(List.of(Endpoint.parse("127.0.0.1:" + port)), List.of()));
            while (ends.size() < sockets) {
                ends.add(SocketChannel.open(listener.getLocalAddress()));
                ends.add(listener.accept());
            }
            observer.nudge();
            pause(3 * QUIET);
            for (boolean accepted : new boolean[] {true, false}) {
                double[] took = new double[TRIES];
                for (int i = 0; i < TRIES; i++) {
                    took[i] = once(listener, port, accepted, observer, beside);
                }
                Report.atMost(
                        "nc among " + sockets + " sockets, " + (accepted ? "accepted" : "in the queue")
                                + ": told after",
                        Report.median(took),
                        most,
                        "ms");
            }
        } finally {
            for (SocketChannel end : ends) {
                end.setOption(StandardSocketOptions.SO_LINGER, 0);
                end.close();
            }
        }
    }

    private double once(ServerSocketChannel listener, int port, boolean accepted, Observer observer, KernelView beside)
            throws IOException, SyscallException {
        pause(QUIET);
        Process client = new ProcessBuilder("nc", "127.0.0.1", String.valueOf(port)).start();
        int pid = (int) client.pid();
        SocketChannel ours = null;
        try {
            if (accepted) {
                ours = listener.accept();
                observer.nudge(); // as the lab does after each call
            } else {
                while (beside.fds(pid).stream()
                        .noneMatch(row -> row.socketInode().isPresent())) {
                    pause(1); // nc connects at once after socket()
                }
            }
            long began = System.nanoTime();
            while (!owners.contains(pid) || !processes.contains(pid)) {
                LockSupport.parkNanos(200_000);
                if (System.nanoTime() - began > PATIENCE) {
                    throw new IOException("nc was not told of within 20 s");
                }
            }
            return (System.nanoTime() - began) / 1e6;
        } finally {
            client.destroyForcibly().onExit().join();
            if (ours != null) {
                ours.close();
            } else {
                listener.accept().close(); // it waited in the queue
            }
        }
    }

    private static void pause(int milliseconds) {
        long until = System.nanoTime() + milliseconds * 1_000_000L;
        for (long left; (left = until - System.nanoTime()) > 0; ) {
            LockSupport.parkNanos(left);
        }
    }
}
