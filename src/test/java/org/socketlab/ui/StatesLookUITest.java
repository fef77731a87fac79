package org.socketlab.ui;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.socketlab.model.TcpState;
import org.socketlab.picture.Selection;
import org.socketlab.picture.Session;
import org.socketlab.picture.Sessions;
import org.socketlab.ui.states.StatesView;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class StatesLookUITest {
    @Test
    void look() throws Exception {
        Shown shown = Shown.open();
        Session a = Session.started().console("A");
        a.becomes("A", TcpState.FIN_WAIT1).becomes("for A", TcpState.CLOSE_WAIT).becomes("A", TcpState.FIN_WAIT2);
        Session b = Session.started().console("A").quit("A");
        Session c = Sessions.usual();
        int n = 0;
        for (Session s : List.of(a, b, c)) {
            for (Language l : List.of(Language.ENGLISH, Language.CHINESE)) {
                for (double w : List.of(460.0, 324.0)) {
                    int k = n++;
                    Optional<Selection> sel = s == c
                            ? (w > 400 ? Optional.empty() : Optional.of(new Selection.Pair(s.id("B"), s.id("for B"))))
                            : Optional.of(new Selection.Pair(s.id("A"), s.id("for A")));
                    WaitForAsyncUtils.asyncFx(() -> {
                                shown.words().spoken().set(l);
                                StatesView v = new StatesView(shown.words());
                                v.show(s.moment(), sel);
                                ((javafx.scene.layout.Pane)
                                                shown.stage().scene().getRoot())
                                        .getChildren()
                                        .add(v);
                                v.setManaged(false);
                                v.resizeRelocate(0, 0, w, 1000);
                                v.applyCss();
                                v.layout();
                                try (var out = java.nio.file.Files.newOutputStream(
                                        java.nio.file.Path.of("/tmp/states-" + k + ".png"))) {
                                    out.write(Png.of(v.snapshot(null, null)));
                                }
                                ((javafx.scene.layout.Pane)
                                                shown.stage().scene().getRoot())
                                        .getChildren()
                                        .remove(v);
                                return null;
                            })
                            .get();
                }
            }
        }
    }
}
