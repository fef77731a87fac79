package org.socketlab.observe;

import java.util.List;
import org.socketlab.model.Because;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.Evidence;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.Refusal;
import org.socketlab.os.FactSink;
import org.socketlab.os.linux.LinuxKernelView;

/** A process of its own that observes one port and prints each socket it is told of, until its standard input ends. */
public final class Onlooker {
    private Onlooker() {}

    /** @param args the port */
    public static void main(String[] args) throws Exception {
        int own = (int) ProcessHandle.current().pid();
        FactSink sink = new FactSink() {
            @Override
            public boolean tell(long t, Evidence evidence, Because because, Event event) {
                switch (event) {
                    case Event.Looked looked -> looked.sockets().forEach(Onlooker::print);
                    case Refusal refusal -> System.out.println("refused " + refusal.code());
                    default -> {
                        // the test reads sockets only
                    }
                }
                return true;
            }
        };
        try (LinuxKernelView view = new LinuxKernelView(own);
                Observer observer = Observer.of(view, sink, own)) {
            observer.watch(Watch.of(List.of(Endpoint.parse("127.0.0.1:" + args[0])), List.of()));
            while (System.in.read() >= 0) {
                observer.nudge();
            }
        }
    }

    private static void print(KernelSocket socket) {
        System.out.println(socket.state() + " " + socket.local() + " " + socket.remote()
                + (socket.ownersHidden()
                        ? " hidden"
                        : " owners " + socket.owners().size()));
    }
}
