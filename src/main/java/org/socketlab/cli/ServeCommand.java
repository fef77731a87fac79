package org.socketlab.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.socketlab.client.HostPort;
import org.socketlab.lab.PortOwners;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Framing;
import org.socketlab.model.LabState;
import org.socketlab.os.KernelView;
import org.socketlab.os.OperatingSystem;
import org.socketlab.os.SyscallException;
import org.socketlab.server.Defaults;
import org.socketlab.server.ServerRefusal;
import org.socketlab.server.Servers;
import org.socketlab.trace.Recorder;
import org.socketlab.trace.Ring;
import org.socketlab.trace.Spool;
import org.socketlab.trace.Timeline;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code socketlab serve}: the servers alone, without a window, until SIGINT or SIGTERM. */
@Command(
        name = "serve",
        description = "Runs the ping/echo/quit server alone, until it is interrupted.",
        mixinStandardHelpOptions = true,
        versionProvider = SocketLab.Number.class)
final class ServeCommand implements Callable<Integer> {
    /** Nobody looks back here, so memory keeps little: one chunk of the timeline, and bytes. */
    private static final int FACTS_KEPT = 1_024;

    private static final long BYTES_KEPT = 1 << 20;

    private final OperatingSystem system;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--tcp",
            paramLabel = "HOST:PORT",
            converter = HostPortConverter.class,
            description = "Listen here; may be repeated. Port 0 lets the kernel pick one.")
    private List<HostPort> tcp = new ArrayList<>();

    @Option(
            names = "--unix",
            paramLabel = "PATH",
            converter = UnixName.Converter.class,
            description = "Listen on this Unix socket, or on @name in no file system; may be repeated.")
    private List<Endpoint.Unix> unix = new ArrayList<>();

    @Option(
            names = "--framing",
            paramLabel = "line|read",
            converter = FramingWord.class,
            defaultValue = "line",
            description = "What ends a request: a line feed, or whatever one read() returns. Default: line.")
    private Framing framing = Framing.LINE;

    @Option(
            names = "--backlog",
            paramLabel = "N",
            defaultValue = "" + Defaults.BACKLOG,
            converter = WholeNumber.Backlog.class,
            description = "How many connections may wait for accept(). Default: ${DEFAULT-VALUE}.")
    private int backlog;

    private volatile boolean serving;

    /** A framing by its word in the help. */
    static final class FramingWord implements ITypeConverter<Framing> {
        @Override
        public Framing convert(String text) {
            try {
                return Framing.of(text);
            } catch (IllegalArgumentException none) {
                throw new TypeConversionException("a framing is line or read, and \"" + text + "\" is neither");
            }
        }
    }

    ServeCommand(OperatingSystem system) {
        this.system = system;
    }

    @Override
    public Integer call() throws InterruptedException {
        Ring ring = new Ring();
        Timeline timeline = new Timeline(LabState.empty(system.pid()), FACTS_KEPT, BYTES_KEPT, Spool.NONE);
        try (Recorder recorder = new Recorder(ring, timeline, System.nanoTime()).start();
                LogLines log = new LogLines(ring, System.err);
                KernelView view = system.openView();
                Servers servers = new Servers(system, view, ring, log, new PortOwners(view))) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(servers, recorder, log), "end"));
            try {
                listen(servers);
            } catch (ServerRefusal e) {
                throw new Failure(e.refusal());
            }
            serving = true;
            new CountDownLatch(1).await(); // until a signal runs the hook
            return 0;
        } catch (SyscallException e) {
            throw new Failure("The server could not start. " + e.call() + "() failed with " + e.errnoName()
                    + ". Close some programs, or raise `ulimit -n`.");
        }
    }

    /** SIGINT and SIGTERM end here, in order; by itself the JVM would exit with 130 or 143. */
    private void end(Servers servers, Recorder recorder, LogLines log) {
        servers.close();
        Defaults.leaveFolder(system, System.getenv(), Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
        recorder.close();
        log.close();
        if (serving) {
            System.out.flush();
            Runtime.getRuntime().halt(0);
        }
    }

    private void listen(Servers servers) throws ServerRefusal {
        List<Endpoint> tcpEndpoints = new ArrayList<>();
        List<Endpoint> unixEndpoints = new ArrayList<>();
        if (tcp.isEmpty() && unix.isEmpty()) {
            tcpEndpoints.addAll(Defaults.loopback(system, Defaults.PORT));
            unixEndpoints.add(
                    Defaults.unixPath(system, System.getenv(), Path.of(System.getProperty("java.io.tmpdir", "/tmp"))));
            if (tcpEndpoints.size() == 1) {
                System.err.println(Defaults.NO_IPV6.text());
            }
        }
        tcp.forEach(place -> tcpEndpoints.add(known(place)));
        unix.forEach(name -> unixEndpoints.add(UnixName.absolute(name)));
        List<Endpoint> tcpBound =
                tcpEndpoints.isEmpty() ? List.of() : servers.start("tcp", tcpEndpoints, framing, backlog);
        List<Endpoint> unixBound =
                unixEndpoints.isEmpty() ? List.of() : servers.start("unix", unixEndpoints, framing, backlog);
        StringBuilder lines = new StringBuilder();
        tcpBound.forEach(
                endpoint -> lines.append("listening on tcp ").append(endpoint).append('\n'));
        unixBound.forEach(
                endpoint -> lines.append("listening on unix ").append(endpoint).append('\n'));
        Output.print(spec, lines.toString());
    }

    private static Endpoint.Inet known(HostPort place) {
        try {
            return place.resolve();
        } catch (HostPort.UnknownHost e) {
            throw new Failure(e.refusal());
        }
    }
}
