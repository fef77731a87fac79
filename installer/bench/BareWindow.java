import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;

/** The least that JavaFX can show: what the lab's start is measured against. */
public final class BareWindow extends Application {
    @Override
    public void start(Stage stage) {
        stage.setScene(new Scene(new StackPane(new Label("A bare window")), 1280, 800));
        stage.show();
    }

    /** A launcher of its own, as the lab has one. */
    public static final class Main {
        private Main() {}

        public static void main(String[] args) {
            if (args.length > 0) {
                // The training run: as much as the window needs, then the end.
                javafx.application.Platform.startup(() -> {
                    new BareWindow().start(new Stage());
                    javafx.animation.PauseTransition shown =
                            new javafx.animation.PauseTransition(javafx.util.Duration.seconds(1));
                    shown.setOnFinished(e -> javafx.application.Platform.exit());
                    shown.play();
                });
            } else {
                Application.launch(BareWindow.class);
            }
        }
    }
}
