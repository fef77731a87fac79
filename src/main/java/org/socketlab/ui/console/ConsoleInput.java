package org.socketlab.ui.console;

import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.socketlab.ui.Fonts;
import org.socketlab.ui.Messages;

/** The line a person types into, with what was typed before and the three commands at one tap. */
final class ConsoleInput extends HBox {
    private static final PseudoClass HAN = PseudoClass.getPseudoClass("han");
    private static final PseudoClass ENDED = PseudoClass.getPseudoClass("ended");
    private static final String ECHOED = "Hello,socket";

    private final TextField field = new TextField();
    private final TypedHistory history = new TypedHistory();
    private final Messages words;
    private final Consumer<String> send;
    private final Runnable connect;
    private final Runnable halfClose;
    private boolean open = true;

    /**
     * @param send takes a line to send, without its LF
     * @param connect asked for where Enter is pressed on an ended console
     * @param halfClose asked for by Ctrl+D in an empty line, as a terminal ends its input (termios(3), VEOF)
     */
    ConsoleInput(Messages words, String console, Consumer<String> send, Runnable connect, Runnable halfClose) {
        this.words = words;
        this.send = send;
        this.connect = connect;
        this.halfClose = halfClose;
        getStyleClass().add("console-input");
        setAlignment(Pos.CENTER);
        field.setSkin(new CaretSkin(field));
        field.setId("input-" + console);
        field.accessibleTextProperty().bind(words.say("console.input.name", console));
        field.promptTextProperty().bind(words.say("console.input.prompt"));
        field.setOnAction(_ -> enter());
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        field.textProperty().subscribe(this::dress);
        field.promptTextProperty().subscribe(this::dress);
        HBox.setHgrow(field, Priority.ALWAYS);
        getChildren()
                .addAll(
                        field,
                        tap("ping", console, () -> send("ping")),
                        tap("echo", console, this::echo),
                        tap("quit", console, () -> send("quit")));
    }

    void focus() {
        field.requestFocus();
    }

    void type(String line) {
        field.setText(line);
        enter();
    }

    /** Whether what is typed can be sent; where not, Enter connects again. */
    void setOpen(boolean open) {
        if (open == this.open) {
            return;
        }
        this.open = open;
        pseudoClassStateChanged(ENDED, !open);
        field.promptTextProperty().bind(words.say(open ? "console.input.prompt" : "console.input.ended"));
        getChildren().filtered(Button.class::isInstance).forEach(button -> button.setDisable(!open));
    }

    /** The commands are the protocol's own words, the same in every language. */
    private Button tap(String command, String console, Runnable action) {
        Button button = new Button(command);
        button.setMinWidth(USE_PREF_SIZE);
        button.setId(command + "-" + console);
        button.getStyleClass().add("tap");
        button.accessibleTextProperty().bind(words.say("console.tap.name", command, console));
        button.setOnAction(_ -> action.run());
        return button;
    }

    private void enter() {
        if (!open) {
            connect.run();
            return;
        }
        send(field.getText());
        field.clear();
    }

    private void echo() {
        String typed = field.getText();
        send("echo " + (typed.isBlank() ? ECHOED : typed));
        field.clear();
    }

    private void send(String line) {
        history.add(line);
        send.accept(line);
    }

    private void pressed(KeyEvent key) {
        if (key.getCode() == KeyCode.UP) {
            recall(history.back(field.getText()));
            key.consume();
        } else if (key.getCode() == KeyCode.DOWN) {
            recall(history.forth(field.getText()));
            key.consume();
        } else if (key.getCode() == KeyCode.D && key.isControlDown()) {
            if (field.getText().isEmpty()) {
                halfClose.run();
            }
            key.consume();
        }
    }

    private void recall(String line) {
        field.setText(line);
        field.end();
    }

    /** What is typed, else what asks for it, stands in a face that has all its characters. */
    private void dress() {
        String text = field.getText().isEmpty() ? field.getPromptText() : field.getText();
        boolean han = Fonts.needsChinese(text);
        if (han) {
            Fonts.loadChinese();
        }
        field.pseudoClassStateChanged(HAN, han);
    }
}
