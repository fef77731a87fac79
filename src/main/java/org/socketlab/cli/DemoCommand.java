package org.socketlab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.socketlab.lab.ChildLab;
import org.socketlab.lab.ChildRefused;
import org.socketlab.lab.FirstStart;
import org.socketlab.lab.LiveLab;
import org.socketlab.lab.LocalLab;
import org.socketlab.model.Command.StartServer;
import org.socketlab.model.Refusal;
import org.socketlab.model.Scope;
import org.socketlab.os.KernelView;
import org.socketlab.os.OperatingSystem;
import org.socketlab.os.SyscallException;
import org.socketlab.server.Defaults;
import org.socketlab.server.ServerRefusal;
import org.socketlab.ui.Desktop;
import org.socketlab.ui.Network;
import org.socketlab.ui.ServerPlan;
import org.socketlab.ui.demo.HeadlessWindow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code socketlab demo}: the article's session, played through the real window and the real lab without a display. */
@Command(
        name = "demo",
        description = "Plays the article's session without a display: pictures, a transcript and a recording.",
        mixinStandardHelpOptions = true,
        versionProvider = SocketLab.Number.class)
final class DemoCommand implements Callable<Integer> {
    private static final int WIDTH = 1_440;
    private static final int HEIGHT = 900;

    private final OperatingSystem system;
    private final Map<String, String> environment;

    @Option(
            names = "--network",
            paramLabel = "host|private",
            description =
                    "where the sockets stand: host (default), this computer's own network; private, one made for it")
    private Network network = Network.HOST;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "the folder for what comes of it")
    private @Nullable Path out;

    DemoCommand(OperatingSystem system, Map<String, String> environment) {
        this.system = system;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        return play(Objects.requireNonNull(out, "--out is required"));
    }

    /** Plays it into this folder, which is made where it is missing; 0 where all went well. */
    int play(Path folder) {
        try (PrivateLabs labs = new PrivateLabs(system, environment)) {
            Files.createDirectories(folder);
            switch (network) {
                case HOST -> onHost(folder);
                case PRIVATE -> {
                    ChildLab lab = labs.start();
                    Desktop.Living opening = labs.opening(lab);
                    for (Refusal refusal : opening.refusals()) {
                        throw new Failure(refusal);
                    }
                    play(lab, opening.tcp(), opening.unix(), folder);
                }
            }
            System.out.println(
                    "the demonstration is in " + folder.toAbsolutePath().normalize());
            return 0;
        } catch (ChildRefused e) {
            throw new Failure(e.refusal());
        } catch (ServerRefusal e) {
            throw new Failure(e.refusal());
        } catch (SyscallException e) {
            throw new Failure("The lab could not start. " + e.call() + "() failed with " + e.errnoName()
                    + ". Close some programs, or raise `ulimit -n`.");
        } catch (IOException e) {
            throw new Failure("The demonstration could not be written to " + folder + ". The system says: "
                    + e.getMessage() + ". Choose another folder with --out.");
        } catch (IllegalStateException e) {
            throw new Failure(String.valueOf(e.getMessage()));
        } finally {
            Defaults.leaveFolder(system, environment, Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
        }
    }

    private void onHost(Path folder) throws IOException, ServerRefusal {
        try (LocalLab lab = new LocalLab(system, OwnProgram::words)) {
            Runtime.getRuntime().addShutdownHook(new Thread(lab::close, "end"));
            StartServer tcp = FirstStart.tcp(system, port());
            StartServer unix =
                    FirstStart.unix(system, environment, Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
            play(lab, ServerPlan.of(tcp), ServerPlan.of(unix), folder);
        }
    }

    private void play(LiveLab lab, ServerPlan tcp, ServerPlan unix, Path folder) throws IOException {
        try (HeadlessWindow window = HeadlessWindow.open(lab, tcp, unix, network, WIDTH, HEIGHT)) {
            new DemoSession(lab, window, folder).play();
        }
    }

    /** The article's port, or one that the kernel picks where another program listens there. */
    private int port() throws SyscallException {
        try (KernelView view = system.openView()) {
            boolean taken = view.look(new Scope.Listening()).sockets().stream()
                    .anyMatch(socket -> socket.localPort() == Defaults.PORT);
            return taken ? 0 : Defaults.PORT;
        }
    }
}
