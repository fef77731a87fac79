package org.socketlab.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.socketlab.model.Bytes;
import org.socketlab.model.Command;
import org.socketlab.model.Event;
import org.socketlab.model.FdEntry;
import org.socketlab.model.Limits;
import org.socketlab.model.ProcessView;
import org.socketlab.model.Refusal;
import org.socketlab.model.SocketCall;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** The Network menu's part on the servers' own process, with a scripted lab. */
class ServerProcessUITest {
    private static final int PID = 4720;

    private final FxRobot robot = new Hand();

    @RegisterExtension
    private final Shown<ScriptedLab> shown = Shown.scripted();

    private MenuItem item(String id) {
        return items(robot.lookup("#network").queryAs(MenuButton.class).getItems(), id);
    }

    private static MenuItem items(List<MenuItem> items, String id) {
        return items.stream()
                .filter(item -> id.equals(item.getId()))
                .findFirst()
                .orElseThrow();
    }

    private void choose(String id) {
        robot.interact(() -> item(id).fire());
    }

    private void begins() {
        ScriptedLab lab = shown.lab();
        lab.tell(new Event.ProcessSeen(new ProcessView(PID, "socketlab", "ann"), true, OptionalInt.empty()));
        lab.tell(new Event.LimitsRead(new Limits(PID, 1_048_576, 1_048_576, 32_768, 60_999)));
        lab.tell(new Event.FdTable(
                PID,
                List.of(
                        new FdEntry(0, "/dev/null", "r-x"),
                        new FdEntry(1, "/dev/null", "-wx"),
                        new FdEntry(2, "pipe:[1]", "-wx"),
                        new FdEntry(4, "anon_inode:[eventpoll]", "rwx"))));
        long call = 1L << 44;
        lab.tell(new Event.Called(call, SocketCall.epoll_create1, List.of(), -1, "server loop", "server", PID));
        lab.tell(new Event.Returned(call, 4, "", List.of(), Optional.empty(), Bytes.NONE, 0));
        lab.publish();
    }

    @Test
    void itShowsWhatIsAndAsksForWhatIsChosen() throws Exception {
        assertThat(item("limit-fds").isDisable()).isTrue();
        assertThat(item("kill-server").isDisable()).isTrue();
        choose("isolate");
        assertThat(shown.lab().asked).contains(new Command.Isolate(true));
        assertThat(((CheckMenuItem) item("isolate")).isSelected())
                .as("it shows what is, not what was asked")
                .isFalse();

        begins();
        shown.settle();
        assertThat(((CheckMenuItem) item("isolate")).isSelected()).isTrue();
        assertThat(item("kill-server").getText()).isEqualTo("kill -9 " + PID);
        Menu limit = (Menu) item("limit-fds");
        assertThat(limit.getText()).contains("used 4");
        robot.interact(() -> items(limit.getItems(), "limit-room-0").fire());
        robot.interact(() -> items(limit.getItems(), "limit-room-2").fire());
        assertThat(shown.lab().asked)
                .as("3 is the lowest free number; with 6 two are left, 3 and 5")
                .contains(new Command.LimitFds(3), new Command.LimitFds(6));
        assertThat(items(limit.getItems(), "limit-back").isDisable()).isTrue();

        shown.lab().tell(new Event.LimitsRead(new Limits(PID, 3, 1_048_576, 32_768, 60_999)));
        shown.lab().publish();
        shown.settle();
        robot.interact(() -> items(limit.getItems(), "limit-back").fire());
        assertThat(shown.lab().asked).contains(new Command.LimitFds(1_048_576));
        choose("isolate");
        assertThat(shown.lab().asked).contains(new Command.Isolate(false));
        choose("kill-server");
        assertThat(shown.lab().asked).contains(new Command.KillServer());
    }

    @Test
    void whenItWasKilledOneButtonStartsItAgain() throws Exception {
        begins();
        shown.lab().tell(new Event.ProcessSeen(new ProcessView(PID, "socketlab", "ann"), false, OptionalInt.of(9)));
        shown.lab().tell(Refusal.of("apart.killed", "", PID, 9, "SIGKILL"));
        shown.lab().publish();
        shown.settle();
        assertThat(((CheckMenuItem) item("isolate")).isSelected()).isFalse();
        shown.picture("servers-killed");
        robot.interact(
                () -> robot.lookup("#servers-again").queryAs(Button.class).fire());
        assertThat(shown.lab().asked).contains(new Command.Isolate(true));
    }

    @Test
    void itsMenuReadsInBothLanguages() throws Exception {
        begins();
        for (Language language : Language.values()) {
            robot.interact(() -> shown.words().spoken().set(language));
            robot.interact(
                    () -> robot.lookup("#network").queryAs(MenuButton.class).show());
            shown.settle();
            robot.type(KeyCode.DOWN, 3).type(KeyCode.RIGHT);
            shown.settle();
            List<ContextMenu> open = Window.getWindows().stream()
                    .filter(window -> window instanceof ContextMenu)
                    .map(ContextMenu.class::cast)
                    .filter(ContextMenu::isShowing)
                    .toList();
            assertThat(open).as("the menu, and by keys the limits beside it").hasSize(2);
            int number = 0;
            for (ContextMenu menu : open) {
                picture(menu, "servers-menu-" + language.locale().getLanguage() + number++);
            }
            robot.type(KeyCode.ENTER);
            shown.settle();
            assertThat(shown.lab().asked).as("room for 3, 5, 6, 7 and 8").last().isEqualTo(new Command.LimitFds(9));
            assertThat(item("isolate").getText()).isEqualTo(shown.words().text("top.apart"));
        }
    }

    private static void picture(ContextMenu menu, String name) throws Exception {
        byte[] png = WaitForAsyncUtils.asyncFx(() -> Png.of(menu.getScene().snapshot(null)))
                .get();
        Files.write(Files.createDirectories(Path.of("target", "ui")).resolve(name + ".png"), png);
    }
}
