package org.socketlab.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.socketlab.client.ConsoleWords;
import org.socketlab.client.HostPort;
import org.socketlab.client.Session;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Saying;
import org.socketlab.os.CallSink;
import org.socketlab.os.OffHeap;
import org.socketlab.os.OperatingSystem;
import org.socketlab.os.SyscallException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The command {@code connect}: a console in the terminal. Standard input goes to the peer as it comes, what the peer sends
 * comes out as it is; everything said about the connection goes to standard error.
 */
@Command(
        name = "connect",
        description = "A console in the terminal: sends standard input, prints what comes back. "
                + "The end of input ends your side (shutdown(SHUT_WR)) and waits for the peer's end.",
        mixinStandardHelpOptions = true,
        versionProvider = SocketLab.Number.class,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the peer ended after quit or the end of input",
            "1:it ended before either, was reset, or refused",
            "2:usage"
        })
final class ConnectCommand implements Callable<Integer> {
    private static final int CHUNK = 64 << 10;

    private final OperatingSystem system;
    private final InputStream in;
    private final OutputStream out;

    @Spec
    private @Nullable CommandSpec spec;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Target target = new Target();

    /** Where to: one of the two. */
    static final class Target {
        @Parameters(
                paramLabel = "HOST:PORT",
                description = "An address or a name; IPv6 in brackets.",
                converter = HostPortConverter.class)
        private @Nullable HostPort tcp;

        @Option(
                names = "--unix",
                paramLabel = "PATH",
                converter = UnixName.Converter.class,
                description = "A Unix socket; @name for one in no file system.")
        private Endpoint.@Nullable Unix unix;

        List<? extends Endpoint> endpoints() {
            if (tcp != null) {
                return known(tcp);
            }
            return unix == null ? List.of() : List.of(unix);
        }

        private static List<Endpoint.Inet> known(HostPort place) {
            try {
                return place.endpoints();
            } catch (HostPort.UnknownHost e) {
                throw new Failure(e.refusal());
            }
        }
    }

    ConnectCommand(OperatingSystem system, InputStream in, OutputStream out) {
        this.system = system;
        this.in = in;
        this.out = out;
    }

    @Override
    public Integer call() {
        try (Session session = connected(target.endpoints())) {
            Typing typing = new Typing(session, in, system.allocate(CHUNK));
            Thread.ofPlatform().name("standard input").daemon().start(typing);
            return talk(session, typing);
        }
    }

    /** A connection to the first of the endpoints that takes one. */
    private Session connected(List<? extends Endpoint> endpoints) {
        for (Endpoint endpoint : endpoints) {
            Session session = new Session(system.sockets("connect", CallSink.NONE));
            try {
                say(ConsoleWords.trying(endpoint));
                session.open(endpoint);
                say(ConsoleWords.connected(session.fd(), session.local()));
                return session;
            } catch (SyscallException refusal) {
                session.close();
                Saying why = ConsoleWords.notConnected(endpoint, refusal);
                if (endpoint.equals(endpoints.getLast())) {
                    throw new Failure(why.text());
                }
                say(why);
            }
        }
        throw new IllegalStateException("a target has one endpoint at least");
    }

    private int talk(Session session, Typing typing) {
        OffHeap memory = system.allocate(CHUNK);
        byte[] copy = new byte[CHUNK];
        int outcome = session.read(memory);
        while (outcome > 0) {
            memory.bytes().get(0, copy, 0, outcome);
            print(copy, outcome);
            outcome = session.read(memory);
        }
        if (outcome == 0 && typing.done()) {
            return 0;
        }
        int ended = outcome == 0 ? typing.failure() : outcome;
        throw new Failure(
                ended != 0
                        ? ConsoleWords.ended(ended).text()
                        : "the peer ended the connection before quit or the end of input: read() returned 0. "
                                + "Its log may say why.");
    }

    private void print(byte[] bytes, int length) {
        try {
            out.write(bytes, 0, length);
            out.flush();
        } catch (IOException e) {
            throw new Failure(
                    "standard output takes no more: " + e.getMessage() + ". What the peer sends has nowhere to go.");
        }
    }

    /** Tells how it goes, where a person looks on; a script hears only of failures. */
    private void say(Saying saying) {
        var console = System.console();
        if (console != null && console.isTerminal() && spec != null) {
            spec.commandLine().getErr().println(saying.text());
        }
    }
}
