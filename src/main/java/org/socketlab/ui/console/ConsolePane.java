package org.socketlab.ui.console;

import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import org.socketlab.model.Actor;
import org.socketlab.model.Bytes;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Fact;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.Phase;
import org.socketlab.model.LabState.SeenConsole;
import org.socketlab.model.TcpState;
import org.socketlab.picture.transcript.Transcript;
import org.socketlab.picture.transcript.TranscriptLine;
import org.socketlab.ui.Frame;
import org.socketlab.ui.Icons;
import org.socketlab.ui.Labels;
import org.socketlab.ui.LineList;
import org.socketlab.ui.Messages;
import org.socketlab.ui.View;

/** One console: who it talks to, what was said, and the line to say more. */
public final class ConsolePane extends BorderPane implements View {
    private static final Map<Phase, PseudoClass> PHASES = Map.of(
            Phase.CONNECTING, PseudoClass.getPseudoClass("connecting"),
            Phase.OPEN, PseudoClass.getPseudoClass("open"),
            Phase.ENDED, PseudoClass.getPseudoClass("ended"));
    private static final PseudoClass UNIX = PseudoClass.getPseudoClass("unix");
    private static final int REREAD = 10_000;

    private final String name;
    private final Messages words;
    private final Consumer<Command> commands;
    private final Transcript transcript;
    private final LineList<TranscriptLine> lines;
    private final ConsoleInput input;
    private final Region dot = new Region();
    private final Label target = new Label();
    private final Button halfClose = new Button();
    private final Button connection = new Button();
    private Endpoint endpoint = Endpoint.NONE;
    private Phase phase = Phase.OPEN;

    /** @param past whether the console is a recording's: then it has no line to type in, and nothing to press */
    ConsolePane(String name, Messages words, Consumer<Command> commands, boolean past) {
        this.name = name;
        this.words = words;
        this.commands = commands;
        transcript = new Transcript(name);
        lines = new LineList<>(line -> line.text(words.language()));
        input = new ConsoleInput(words, name, this::send, this::connect, this::halfClose);
        getStyleClass().add("console");
        setId("console-" + name);
        lines.setCellFactory(_ -> new TranscriptCell(words));
        lines.setId("transcript-" + name);
        lines.accessibleTextProperty().bind(words.say("console.transcript.name", name));
        setTop(header(past));
        setCenter(lines);
        if (!past) {
            setBottom(input);
        }
        connection.textProperty().bind(words.say("console.disconnect"));
    }

    /** Puts the caret into this console's line. */
    public void focusInput() {
        input.focus();
    }

    /** Types a line and presses Enter, as a person does. */
    public void type(String line) {
        input.type(line);
    }

    /** What was said here so far, as a text file has it. */
    public String transcriptText() {
        return transcript.text(words.language());
    }

    @Override
    public void show(Frame frame) {
        SeenConsole console = frame.state().consoles().get(name);
        if (console != null) {
            showTarget(frame.state(), console);
        }
        if (!frame.whole()) {
            transcript.clear();
            frame.history()
                    .ofActor(Actor.console(name), frame.state().seq(), REREAD)
                    .forEach(transcript::add);
            lines.refresh();
        }
        for (Fact fact : frame.news()) {
            transcript.add(fact);
        }
        lines.show(transcript.lines(), true);
    }

    private void showTarget(LabState state, SeenConsole console) {
        if (!console.target().equals(endpoint)) {
            endpoint = console.target();
            target.setText(Labels.of(endpoint));
            pseudoClassStateChanged(UNIX, endpoint instanceof Endpoint.Unix);
        }
        phase = console.phase();
        PHASES.forEach((of, mark) -> pseudoClassStateChanged(mark, of == phase));
        boolean sends = phase == Phase.OPEN && sends(state, console);
        halfClose.setDisable(!sends);
        connection.textProperty().bind(words.say(phase == Phase.ENDED ? "console.connect" : "console.disconnect"));
        input.setOpen(phase != Phase.ENDED);
    }

    /** Whether its own side has not ended yet, as far as the kernel tells: of Unix sockets it does not. */
    private static boolean sends(LabState state, SeenConsole console) {
        return console.id()
                .map(state.sockets()::get)
                .filter(seen -> seen.socket().state() instanceof TcpState tcp
                        && tcp != TcpState.ESTABLISHED
                        && tcp != TcpState.CLOSE_WAIT)
                .isEmpty();
    }

    private HBox header(boolean past) {
        Label title = new Label();
        title.getStyleClass().add("title");
        title.textProperty().bind(words.say("console.name", name));
        title.setMinWidth(Region.USE_PREF_SIZE);
        target.getStyleClass().add("target");
        dot.getStyleClass().add("dot");
        dot.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        halfClose.getStyleClass().add("link");
        halfClose.setId("half-close-" + name);
        halfClose.setMinWidth(Region.USE_PREF_SIZE);
        halfClose.textProperty().bind(words.say("console.half-close"));
        words.explain("console.half-close.hint", halfClose);
        halfClose.setOnAction(_ -> halfClose());
        connection.getStyleClass().add("link");
        connection.setId("connection-" + name);
        connection.setMinWidth(Region.USE_PREF_SIZE);
        connection.setOnAction(_ -> {
            if (phase == Phase.ENDED) {
                connect();
            } else {
                commands.accept(new Command.Disconnect(name));
            }
        });
        Button close = new Button();
        Icons.on(close, Feather.X);
        close.getStyleClass().addAll("icon", "close");
        close.setId("close-" + name);
        close.accessibleTextProperty().bind(words.say("console.close.name", name));
        close.setOnAction(_ -> commands.accept(new Command.CloseConsole(name)));
        HBox header = new HBox(dot, title, target, space);
        if (!past) {
            header.getChildren().addAll(halfClose, connection, close);
        }
        halfClose.managedProperty().bind(halfClose.visibleProperty());
        halfClose
                .visibleProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> roomFor(header),
                        header.widthProperty(),
                        target.textProperty(),
                        halfClose.textProperty()));
        header.getStyleClass().add("header");
        header.setAlignment(Pos.CENTER_LEFT);
        return header;
    }

    /** Where who it talks to would be cut for it, the half-close is left to the keys and the socket's menu. */
    private static boolean roomFor(HBox header) {
        double wanted = header.getInsets().getLeft() + header.getInsets().getRight();
        for (Node node : header.getChildren()) {
            wanted += node.prefWidth(-1) + header.getSpacing();
        }
        return header.getWidth() == 0 || wanted <= header.getWidth();
    }

    private void send(String line) {
        commands.accept(new Command.Send(name, Bytes.of(line + "\n")));
    }

    private void halfClose() {
        if (!halfClose.isDisabled()) {
            commands.accept(new Command.HalfClose(name));
        }
    }

    private void connect() {
        commands.accept(new Command.OpenConsole(name, endpoint));
        input.focus();
    }
}
