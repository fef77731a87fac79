package org.socketlab.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.FdEntry;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.ProcessView;
import org.socketlab.model.Refusal;
import org.socketlab.model.Scope;
import org.socketlab.os.Errno;
import org.socketlab.os.FdLink;
import org.socketlab.os.KernelView;
import org.socketlab.os.OperatingSystem;
import org.socketlab.os.SyscallException;
import org.socketlab.picture.tools.LsListing;
import org.socketlab.recording.FdsJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code socketlab fds PID}: a process's fd table, and what its sockets are. */
@Command(
        name = "fds",
        description = "Prints a process's table of file descriptors, and what its sockets are.",
        mixinStandardHelpOptions = true,
        versionProvider = SocketLab.Number.class)
final class FdsCommand implements Callable<Integer> {
    /** How to print. */
    enum Format {
        ls,
        json
    }

    private final OperatingSystem system;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "PID", converter = WholeNumber.Pid.class, description = "the process")
    private int pid;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "ls",
            description = "ls (default): as ls -l /proc/PID/fd, then the sockets; json")
    private Format format = Format.ls;

    FdsCommand(OperatingSystem system) {
        this.system = system;
    }

    @Override
    public Integer call() throws IOException {
        try (KernelView view = system.openView()) {
            Output.print(spec, text(view));
        }
        return 0;
    }

    private String text(KernelView view) throws IOException {
        try {
            return format == Format.ls ? ls(view) : json(view);
        } catch (SyscallException e) {
            throw refused(view, e);
        }
    }

    private String ls(KernelView view) throws SyscallException {
        List<FdLink> links = view.fdLinks(pid);
        String table = LsListing.links(links, view::userName, view::groupName, Instant.now(), ZoneId.systemDefault());
        Map<Long, KernelSocket> byInode;
        try {
            byInode = byInode(view);
        } catch (SyscallException e) {
            Output.print(spec, table); // what could be had is not lost for what could not
            throw new Failure(Refusal.of("observe.netlink", e.errnoName(), e.call(), e.errnoName()));
        }
        return table + "\n" + LsListing.sockets(links, byInode);
    }

    private static Map<Long, KernelSocket> byInode(KernelView view) throws SyscallException {
        Map<Long, KernelSocket> byInode = new HashMap<>();
        for (KernelSocket socket : view.look(new Scope.All()).sockets()) {
            byInode.put(socket.inode(), socket);
        }
        return byInode;
    }

    private String json(KernelView view) throws IOException {
        List<FdEntry> fds = view.fds(pid);
        ProcessView process =
                view.process(pid).orElseThrow(() -> refused(view, new SyscallException("open", Errno.ENOENT.number())));
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            FdsJson.write(json, process, view.limits(pid), fds);
        }
        return text.append('\n').toString();
    }

    private Failure refused(KernelView view, SyscallException e) {
        String pid = String.valueOf(this.pid);
        try {
            view.pids();
        } catch (SyscallException noProc) {
            return new Failure(Refusal.of("observe.proc", noProc.errnoName(), noProc.call(), noProc.errnoName()));
        }
        if (e.is(Errno.ENOENT)) {
            return new Failure(Refusal.of("fds.gone", e.errnoName(), pid));
        }
        if (e.is(Errno.EACCES)) {
            return new Failure(Refusal.of("fds.anothers", e.errnoName(), pid));
        }
        return new Failure(Refusal.of("fds.unread", e.errnoName(), pid, e.call(), e.errnoName()));
    }
}
