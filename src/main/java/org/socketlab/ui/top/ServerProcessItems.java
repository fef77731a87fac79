package org.socketlab.ui.top;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.socketlab.model.Command;
import org.socketlab.model.FdRoom;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.SeenProcess;
import org.socketlab.model.Limits;
import org.socketlab.model.OwnFds;
import org.socketlab.picture.Numbers;
import org.socketlab.ui.Messages;

/**
 * The part of the network's menu that gives the servers a process of their own, lowers its ulimit -n and kills it. JavaFX
 * thread.
 */
final class ServerProcessItems {
    /** How many more fds the choices leave room for: few enough that a hand's consoles use them up. */
    private static final List<Integer> ROOM = List.of(5, 2, 0);

    private final Messages words;
    private final Consumer<Command> ask;
    private final CheckMenuItem apart = new CheckMenuItem();
    private final Menu limit = new Menu();
    private final MenuItem kill = new MenuItem();
    private Optional<SeenProcess> process = Optional.empty();
    private long before; // the soft limit that it began with

    ServerProcessItems(Messages words, Consumer<Command> ask) {
        this.words = words;
        this.ask = ask;
        apart.setId("isolate");
        apart.textProperty().bind(words.say("top.apart"));
        apart.setOnAction(_ -> {
            apart.setSelected(process.isPresent()); // it shows what is, not what was asked
            ask.accept(new Command.Isolate(process.isEmpty()));
        });
        limit.setId("limit-fds");
        kill.setId("kill-server");
        kill.setOnAction(_ -> ask.accept(new Command.KillServer()));
        words.spoken().addListener(_ -> dress());
        dress();
    }

    /** All of it, below what is chosen first. */
    List<MenuItem> items() {
        return List.of(new SeparatorMenuItem(), apart, limit, kill);
    }

    void show(LabState state) {
        Optional<SeenProcess> now = OwnFds.of(state).servers();
        if (!now.equals(process)) {
            if (pid(now) != pid(process)) {
                before = 0;
            }
            process = now;
            dress();
        }
    }

    private static int pid(Optional<SeenProcess> process) {
        return process.map(SeenProcess::pid).orElse(0);
    }

    private void dress() {
        apart.setSelected(process.isPresent());
        kill.setDisable(process.isEmpty());
        kill.setText(process.isEmpty() ? words.text("top.apart.kill") : words.text("top.apart.kill.pid", pid(process)));
        Optional<Limits> limits = process.flatMap(SeenProcess::limits);
        limit.setDisable(limits.isEmpty());
        if (limits.isEmpty()) {
            limit.setText(words.text("top.apart.limit"));
            limit.getItems().clear();
            return;
        }
        Set<Integer> used = process.orElseThrow().fds().keySet();
        long soft = limits.get().soft();
        before = Math.max(before, soft);
        limit.setText(words.text("top.apart.limit.now", Numbers.grouped(soft), Numbers.grouped(used.size())));
        List<MenuItem> choices = new ArrayList<>();
        for (int room : ROOM) {
            int most = FdRoom.limit(used, room);
            choices.add(choice("limit-room-" + room, most, room == 0 ? "top.apart.no-room" : "top.apart.room", room));
        }
        choices.add(new SeparatorMenuItem());
        int back = (int) Math.min(Integer.MAX_VALUE, before);
        MenuItem again = choice("limit-back", back, "top.apart.limit.back", 0);
        again.setDisable(before == soft);
        choices.add(again);
        limit.getItems().setAll(choices);
    }

    private MenuItem choice(String id, int most, String key, int room) {
        MenuItem item = new MenuItem(words.text(key, Numbers.grouped(most), room));
        item.setId(id);
        item.setOnAction(_ -> ask.accept(new Command.LimitFds(most)));
        return item;
    }
}
