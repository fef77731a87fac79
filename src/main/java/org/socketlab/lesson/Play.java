package org.socketlab.lesson;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.socketlab.lab.Lab;
import org.socketlab.lab.Network;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Event;
import org.socketlab.model.Framing;
import org.socketlab.model.SocketId;
import org.socketlab.model.Stage;
import org.socketlab.trace.Moment;

/**
 * Plays a lesson's parts on a lab, on the caller's thread: asks for one thing after the other and waits, without ever
 * sleeping, until the facts say that it came about or time is up.
 */
public final class Play {
    /** How long a line of a lesson may take to come true, s: connect() and reset are far below, a person waits no longer. */
    public static final int PATIENCE_S = 5;

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(PATIENCE_S);
    /** A program may take longer to start than a line to come true. */
    private static final long TO_START = TimeUnit.SECONDS.toNanos(20);

    private static final String BY = "lesson";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./@:+-]*");

    private final Lab lab;
    private final Publications publications;
    private final BooleanSupplier cancelled;
    private final Map<Subject.Server, Framing> before = new HashMap<>();
    private final ServersProcess process;
    private Since since;

    /** @param cancelled asked while it waits; once true nothing more is waited for */
    public Play(Lab lab, Publications publications, BooleanSupplier cancelled) {
        this.lab = lab;
        this.publications = publications;
        this.cancelled = cancelled;
        since = new Since(lab.history(), lab.now().seq());
        process = new ServersProcess(() -> lab.now().state(), this::ask, holds -> until(holds, TO_START));
        for (Subject.Server server : List.of(new Subject.Server("tcp"), new Subject.Server("unix"))) {
            reading().listener(server).ifPresent(listener -> before.put(server, listener.framing()));
        }
    }

    /** From here on counts what a step hears and reads. */
    public void beginStep() {
        since = new Since(lab.history(), lab.now().seq());
    }

    /**
     * Start over: no console, an empty stage, every server cutting lines; as each lesson begins.
     *
     * @return whether it came about in time
     */
    public boolean reset() {
        boolean all = startOver();
        for (Subject.Server server : before.keySet()) {
            all &= serve(server, Framing.LINE);
        }
        beginStep();
        return all;
    }

    /** Start over, and every server as it was before the lesson. */
    public void leave() {
        if (!before.keySet().stream()
                .allMatch(server -> reading().listener(server).isPresent())) {
            startOver(); // those that were killed serve again
        }
        before.forEach(this::serve);
        startOver();
    }

    private boolean startOver() {
        lab.now().state().consoles().keySet().forEach(name -> ask(new Command.CloseConsole(name)));
        long mark = lab.now().seq();
        process.giveBack();
        ask(new Command.StartOver());
        // the command itself is a fact, so once the timeline begins after it, it was emptied, and that is done last
        return until(
                () -> lab.history().firstSeq() > mark + 1
                        && reading().state().consoles().isEmpty(),
                TO_START);
    }

    /** Asks for each, and tells what came of it; after one that failed no more is asked. */
    public List<Outcome> perform(Part.Do part) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Action action : part.actions()) {
            Outcome outcome = perform(action);
            outcomes.add(outcome);
            if (outcome instanceof Outcome.Failed) {
                break;
            }
        }
        return outcomes;
    }

    private Outcome perform(Action action) {
        boolean done =
                switch (action) {
                    case Action.Connect connect -> connect(connect.console(), connect.server());
                    case Action.Send send -> ask(new Command.Send(send.console(), send.bytes()));
                    case Action.HalfClose end -> ask(new Command.HalfClose(end.console()));
                    case Action.Disconnect end -> ask(new Command.Disconnect(end.console()));
                    case Action.SetStage stage -> stage(stage.server(), stage.which(), stage.on());
                    case Action.LetOneIn let ->
                        ask(new Command.LetOneIn(let.server().name()));
                    case Action.Hold hold -> hold(hold);
                    case Action.Reset reset -> reset(reset.end());
                    case Action.Isolate isolate -> process.isolate(isolate.on());
                    case Action.LimitFds limit -> process.limitFds(limit.number(), limit.free());
                    case Action.KillServer _ -> process.kill();
                    case Action.Serve serve -> serve(serve.server(), serve.framing());
                    case Action.Wait wait -> comesTrue(wait.assertion());
                };
        return done ? new Outcome.Met(action.line()) : failed(action.line(), seen(action));
    }

    private String seen(Action action) {
        return switch (action) {
            case Action.Wait wait -> judgement().seen(wait.assertion());
            case Action.Connect connect -> silent(connect.server());
            case Action.SetStage stage -> silent(stage.server());
            case Action.Serve serve -> silent(serve.server());
            case Action.Hold hold -> absent(hold.end());
            case Action.Reset reset -> absent(reset.end());
            case Action.Send _,
                    Action.HalfClose _,
                    Action.Disconnect _,
                    Action.LetOneIn _,
                    Action.Isolate _,
                    Action.LimitFds _,
                    Action.KillServer _ -> "";
        };
    }

    private String silent(Subject.Server server) {
        return reading().endpoints(server).isEmpty() ? "port of " + server + " is none" : "";
    }

    private String absent(Subject end) {
        return reading().socketOf(end).isEmpty() ? "state of " + end + " is none" : "";
    }

    private boolean hold(Action.Hold hold) {
        Optional<SocketId> socket = socket(hold.end());
        socket.ifPresent(id -> ask(
                switch (hold.call()) {
                    case READ -> new Command.HoldRead(id, hold.on());
                    case CLOSE -> new Command.HoldClose(id, hold.on());
                }));
        return socket.isPresent() && until(() -> reading().holds(hold.call(), socket.get()) == hold.on());
    }

    private boolean reset(Subject end) {
        Optional<SocketId> socket = socket(end);
        socket.ifPresent(id -> ask(new Command.Reset(id)));
        return socket.isPresent() && until(() -> !lab.now().state().sockets().containsKey(socket.get()));
    }

    /** Once it has its fd: a look may find the peer's before it is accepted. */
    private Optional<SocketId> socket(Subject end) {
        until(() -> reading().holder(end).isPresent());
        return reading().socketOf(end);
    }

    private boolean connect(String console, Subject.Server server) {
        List<Endpoint> endpoints = reading().endpoints(server);
        return !endpoints.isEmpty() && ask(new Command.OpenConsole(console, endpoints.getFirst()));
    }

    private boolean stage(Subject.Server server, Action.Switch which, boolean on) {
        Optional<Event.Listener> listener = reading().listener(server);
        if (listener.isEmpty()) {
            return false;
        }
        Stage now = listener.get().stage();
        Stage wanted =
                switch (which) {
                    case HOLD_ACCEPT -> new Stage(on, now.fullQueue(), now.waitForData());
                    case FULL_QUEUE -> new Stage(now.holdAccept(), on, now.waitForData());
                    case WAIT_FOR_DATA -> new Stage(now.holdAccept(), now.fullQueue(), on);
                };
        ask(new Command.SetStage(server.name(), wanted));
        return until(() -> reading()
                .listener(server)
                .filter(seen -> seen.stage().equals(wanted))
                .isPresent());
    }

    private boolean serve(Subject.Server server, Framing framing) {
        Optional<Event.Listener> listener = reading().listener(server);
        if (listener.isEmpty() || listener.get().framing() == framing) {
            return listener.isPresent();
        }
        List<Endpoint> endpoints = reading().endpoints(server);
        ask(new Command.StopServer(server.name()));
        ask(new Command.StartServer(
                server.name(), endpoints, framing, listener.get().backlog()));
        return until(() -> reading().endpoints(server).size() == endpoints.size()
                && reading()
                        .listener(server)
                        .filter(seen -> seen.framing() == framing)
                        .isPresent());
    }

    /** Looks for each until it holds or time is up. */
    public List<Outcome> check(Part.Check part) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Assertion assertion : part.assertions()) {
            outcomes.add(
                    comesTrue(assertion)
                            ? new Outcome.Met(assertion.line())
                            : failed(assertion.line(), judgement().seen(assertion)));
        }
        return outcomes;
    }

    /** The shell line as it is right when run: of the words of {@link #line}, and in the network in which the lab is. */
    public String command(Part.Prove part) {
        return Network.within(lab.now().state(), line(part));
    }

    /** The shell line with what the lab knows now; what it does not know stays in braces. */
    public String line(Part.Prove part) {
        return part.command().with(term -> reading().of(term).map(Play::quoted).orElse("{" + term + "}"));
    }

    /** A regular expression with what the lab knows now; what it does not know matches nothing that is printed. */
    public Pattern pattern(Part.Expect expected) {
        return Pattern.compile(
                expected.regex().with(term -> Pattern.quote(reading().of(term).orElse("{" + term + "}"))));
    }

    /** For a shell; a path may hold anything. */
    private static String quoted(String value) {
        return PLAIN.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'";
    }

    private Outcome failed(String line, String seen) {
        since.learn(lab.now().seq());
        return new Outcome.Failed(line, seen, since.refusal());
    }

    private boolean comesTrue(Assertion assertion) {
        return until(() -> judgement().holds(assertion));
    }

    private Judgement judgement() {
        Moment now = lab.now();
        since.learn(now.seq());
        return new Judgement(new Reading(now.state()), since);
    }

    private Reading reading() {
        return new Reading(lab.now().state());
    }

    private boolean until(BooleanSupplier holds) {
        return until(holds, PATIENCE);
    }

    private boolean until(BooleanSupplier holds, long patience) {
        return publications.until(() -> cancelled.getAsBoolean() || holds.getAsBoolean(), patience)
                && !cancelled.getAsBoolean();
    }

    private boolean ask(Command command) {
        lab.submit(command, BY);
        return true;
    }
}
