package org.socketlab.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.text.Text;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.picture.shell.ShellLine;
import org.testfx.api.FxRobot;

/** At 100 % no text in the window is smaller than 12 px, and none with a Chinese character smaller than 14. */
class TextFloorUITest {
    private static final double LEAST = 12;
    private static final double LEAST_CHINESE = 14;
    /** Sizes in em leave the last binary digits open. */
    private static final double SLACK = 0.01;

    private final FxRobot robot = new Hand();

    @RegisterExtension
    private final Shown<ScriptedLab> shown = Shown.scripted();

    @BeforeEach
    void open() throws Exception {
        shown.lab()
                .submit(new Command.OpenConsole("B", new Endpoint.Unix("/run/user/1000/socketlab/lab.sock")), "test");
        shown.settle();
        robot.interact(() -> shown.window().consoles().pane("A").type("echo 你好"));
    }

    @Test
    void everyTextCanBeReadInBothLanguagesUnderEveryTab() {
        for (Language language : Language.values()) {
            robot.interact(() -> shown.words().spoken().set(language));
            for (ShellLine.Side side : ShellLine.Side.values()) {
                robot.interact(() -> shown.window().inspector().open(side));
                shown.settle();
                List<Text> texts = texts(shown.window().root()).toList();
                assertThat(texts).hasSizeGreaterThan(60);
                assertThat(texts.stream().filter(TextFloorUITest::small).map(TextFloorUITest::told))
                        .as("in " + language + " beside " + side)
                        .isEmpty();
            }
        }
    }

    private static boolean small(Text text) {
        boolean han = text.getText().codePoints().anyMatch(Character::isIdeographic);
        return text.getFont().getSize() < (han ? LEAST_CHINESE : LEAST) - SLACK;
    }

    private static String told(Text text) {
        List<String> in = new ArrayList<>();
        for (Node at = text; at != null && in.size() < 4; at = at.getParent()) {
            in.add(at.getStyleClass().toString());
        }
        return "\"" + text.getText() + "\" at " + text.getFont().getSize() + " in " + in;
    }

    private static Stream<Text> texts(Node node) {
        if (node instanceof Text text) {
            boolean read = !text.getText().isBlank() && text.isVisible();
            boolean icon = text.getStyleClass().contains("ikonli-font-icon");
            return read && !icon ? Stream.of(text) : Stream.empty();
        }
        return node instanceof Parent parent && node.isVisible()
                ? parent.getChildrenUnmodifiable().stream().flatMap(TextFloorUITest::texts)
                : Stream.empty();
    }
}
