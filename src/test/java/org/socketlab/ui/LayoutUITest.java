package org.socketlab.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The panes stand where a person left them, also where they were arranged before the window had room for them. */
class LayoutUITest {
    private static final double NEAR = 0.01;

    @AfterEach
    void close() throws Exception {
        FxToolkit.cleanupStages();
    }

    @Test
    void panesThatWaitedForTheirWindowKeepTheirShares() throws Exception {
        Settings settings = new Settings(new Messages());
        double inspectorAt = settings.inspectorAt().get();
        double consolesAt = settings.consolesAt().get();
        Stage stage = FxToolkit.registerPrimaryStage();
        CompletableFuture<Layout> laidOut = new CompletableFuture<>();
        WaitForAsyncUtils.asyncFx(() -> {
            stage.setScene(new Scene(new Pane(), 1_440, 900));
            afterLayout(stage.getScene(), () -> {
                // Right after a pulse, so that what the panes put off comes before their first layout.
                Layout layout = new Layout(wide(1_200), wide(300), wide(300), settings);
                layout.arrange(false, true, true);
                stage.getScene().setRoot(new BorderPane(layout));
                afterLayout(stage.getScene(), () -> laidOut.complete(layout));
            });
            stage.show();
        });
        Layout layout = laidOut.get(30, TimeUnit.SECONDS);
        WaitForAsyncUtils.asyncFx(layout::remember).get();
        assertThat(settings.inspectorAt().get()).isCloseTo(inspectorAt, within(NEAR));
        assertThat(settings.consolesAt().get()).isCloseTo(consolesAt, within(NEAR));
    }

    @Test
    void noPaneIsSqueezedForGoodByASmallWindow() throws Exception {
        Settings settings = new Settings(new Messages());
        double usual = settings.inspectorAt().get();
        Region inspector = wide(300);
        Region consoles = wide(300);
        Layout layout = WaitForAsyncUtils.asyncFx(() -> {
                    Layout made = new Layout(wide(1_200), consoles, inspector, settings);
                    new Scene(new Pane(made));
                    made.arrange(false, true, true);
                    return made;
                })
                .get();
        sized(layout, 1_440, 900);
        double width = inspector.getWidth();
        double height = consoles.getHeight();
        for (boolean lecture : new boolean[] {true, false}) {
            sized(layout, 900, 600);
            assertThat(inspector.getWidth()).as("it can be read").isGreaterThanOrEqualTo(345);
            WaitForAsyncUtils.asyncFx(() -> layout.arrange(lecture, true, !lecture))
                    .get();
            WaitForAsyncUtils.waitForFxEvents();
        }
        sized(layout, 1_440, 900);
        assertThat(inspector.getWidth()).isCloseTo(width, within(2.0));
        assertThat(consoles.getHeight()).isCloseTo(height, within(2.0));
        assertThat(settings.inspectorAt().get()).as("nobody dragged anything").isEqualTo(usual);
    }

    /** As a window of that size does; a real one larger than the headless screen is more than that platform can show. */
    private static void sized(Layout layout, double width, double height) throws Exception {
        WaitForAsyncUtils.asyncFx(() -> {
                    layout.resize(width, height);
                    layout.applyCss();
                    layout.layout();
                })
                .get();
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static void afterLayout(Scene scene, Runnable then) {
        scene.addPostLayoutPulseListener(new Runnable() {
            @Override
            public void run() {
                scene.removePostLayoutPulseListener(this);
                Platform.runLater(then);
            }
        });
    }

    private static Region wide(double width) {
        Pane pane = new Pane();
        pane.setPrefSize(width, 300);
        return pane;
    }
}
