package org.socketlab.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.Protocol;
import org.socketlab.model.Scope;
import org.socketlab.observe.OwnerIndex;
import org.socketlab.os.KernelView;
import org.socketlab.os.SyscallException;
import org.socketlab.os.linux.LinuxSystem;

/**
 * How long one look at many sockets takes, each with who holds it: the fd tables kept from before, or read anew.
 *
 * <p>A look never waits, so its thread's CPU time is what it takes on a machine that has nothing else to do.
 */
final class LookRace {
    private static final int WARM_UP = 200;
    private static final int LOOKS = 101;
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private LookRace() {}

    /**
     * Holds both ends of connections in this process, and looks at all sockets of their port.
     *
     * @param cold the most that a look may take that reads all fd tables first, ms; 0 for no promise
     */
    static void run(int sockets, double cached, double cold) throws IOException, SyscallException {
        List<SocketChannel> ends = new ArrayList<>();
        try (ServerSocketChannel listener = ServerSocketChannel.open();
                KernelView view = new LinuxSystem().openView()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
            while (ends.size() < sockets) {
                ends.add(SocketChannel.open(listener.getLocalAddress()));
                ends.add(listener.accept());
            }
            Scope scope = new Scope.Port(Protocol.TCP, ((InetSocketAddress) listener.getLocalAddress()).getPort());
            OwnerIndex index = new OwnerIndex(view);
            index.scan();
            String of = "a look at " + sockets + " sockets, ";
            Report.atMost(of + "fd tables known", median(view, scope, index, false, sockets), cached, "ms");
            if (cold > 0) {
                Report.atMost(of + "fd tables read anew", median(view, scope, index, true, sockets), cold, "ms");
            }
        } finally {
            for (SocketChannel end : ends) {
                end.setOption(StandardSocketOptions.SO_LINGER, 0); // leaves no TIME_WAIT for the next race to walk past
                end.close();
            }
        }
    }

    private static double median(KernelView view, Scope scope, OwnerIndex index, boolean cold, int least)
            throws SyscallException {
        double[] took = new double[LOOKS];
        for (int i = -WARM_UP; i < LOOKS; i++) {
            long began = CLOCK.getCurrentThreadCpuTime();
            if (cold) {
                index.scan();
            }
            int owned = 0;
            for (KernelSocket socket : view.look(scope).sockets()) {
                owned += index.joined(socket, true).owners().size();
            }
            if (owned < least) {
                throw new IllegalStateException("only " + owned + " of " + least + " sockets had an owner");
            }
            if (i >= 0) {
                took[i] = (CLOCK.getCurrentThreadCpuTime() - began) / 1e6;
            }
        }
        return Report.median(took);
    }
}
