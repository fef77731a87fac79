package org.socketlab.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.Protocol;
import org.socketlab.model.Refusal;
import org.socketlab.model.Scope;
import org.socketlab.os.KernelView;
import org.socketlab.os.OperatingSystem;
import org.socketlab.os.SyscallException;
import org.socketlab.picture.tools.LsofTable;
import org.socketlab.picture.tools.NetstatTable;
import org.socketlab.recording.SocketJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code socketlab sockets}: what the kernel holds, as facts or as the tools print it. */
@Command(
        name = "sockets",
        description = "Prints the sockets that the kernel holds, with their owners as far as they may be read.",
        mixinStandardHelpOptions = true,
        versionProvider = SocketLab.Number.class)
final class SocketsCommand implements Callable<Integer> {
    /** How to print. */
    enum Format {
        json,
        lsof,
        netstat
    }

    private final OperatingSystem system;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "N",
            converter = WholeNumber.Port.class,
            description = "only TCP sockets with this port at either end")
    private @Nullable Integer port;

    @Option(names = "--unix", description = "only Unix sockets")
    private boolean unix;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "json",
            description = "json (default); lsof: as lsof -nP -iTCP[:N] or lsof -U; netstat: as netstat -ntlp")
    private Format format = Format.json;

    @Option(names = "-n", description = "names are never resolved; accepted because the tools take it")
    private boolean numeric;

    SocketsCommand(OperatingSystem system) {
        this.system = system;
    }

    @Override
    public Integer call() throws IOException {
        Scope scope = scope();
        try (KernelView view = system.openView()) {
            Output.print(spec, text(view, Looks.at(view, scope, this::ownersUnread)));
        } catch (SyscallException e) {
            throw new Failure(Refusal.of("observe.netlink", e.errnoName(), e.call(), e.errnoName()));
        }
        return 0;
    }

    /** The rows are true without owners too; of lsof's, which are owners' fds, none would be left. */
    private void ownersUnread(Refusal why) {
        if (format == Format.lsof || spec == null) {
            throw new Failure(why);
        }
        spec.commandLine().getErr().println("socketlab: " + why.text(Locale.ENGLISH));
    }

    /** lsof's two forms show TCP or Unix, never both; netstat -ntlp shows TCP only. */
    private Scope scope() {
        if (port != null && unix) {
            throw usage("--port is for TCP, --unix for sockets that have no port: give one of them");
        }
        if (unix && format == Format.netstat) {
            throw usage("netstat -ntlp shows no Unix sockets: leave out --unix, or take --format lsof");
        }
        if (port != null) {
            return new Scope.Port(Protocol.TCP, port);
        }
        return switch (format) {
            case json -> unix ? new Scope.Of(Protocol.UNIX) : new Scope.All();
            case lsof -> new Scope.Of(unix ? Protocol.UNIX : Protocol.TCP);
            case netstat -> new Scope.Listening();
        };
    }

    private String text(KernelView view, List<KernelSocket> sockets) throws IOException {
        return switch (format) {
            case json -> json(sockets);
            case lsof -> unix ? LsofTable.unix(sockets, view.unixAddresses()) : LsofTable.tcp(sockets);
            case netstat -> NetstatTable.listening(sockets, owner -> view.commandLine(owner.pid()));
        };
    }

    private static String json(List<KernelSocket> sockets) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            SocketJson.write(json, sockets);
        }
        return text.append('\n').toString();
    }

    private RuntimeException usage(String why) {
        return spec == null ? new IllegalStateException(why) : new ParameterException(spec.commandLine(), why);
    }
}
