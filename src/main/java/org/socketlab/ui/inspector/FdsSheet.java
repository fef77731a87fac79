package org.socketlab.ui.inspector;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.SeenFd;
import org.socketlab.model.LabState.SeenProcess;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.ProcessView;
import org.socketlab.model.SocketId;
import org.socketlab.picture.Numbers;
import org.socketlab.picture.Selection;
import org.socketlab.picture.diagram.Names;
import org.socketlab.ui.Frame;
import org.socketlab.ui.Labels;
import org.socketlab.ui.LineList;
import org.socketlab.ui.Messages;

/** The fd table of the selected process: every row of it, and what the sockets among them are. */
final class FdsSheet extends VBox implements Sheet {
    private final Messages words;
    private final Label title = new Label();
    private final LineList<FdRow> rows =
            new LineList<>(row -> row.fd() + " -> " + row.target() + "  " + row.mode() + "  " + row.what());
    private final PortsFoot ports;
    private final Picking<FdRow> picking;
    private int shownPid;

    FdsSheet(Messages words, ObjectProperty<Optional<Selection>> selection) {
        this.words = words;
        getStyleClass().add("fds");
        title.getStyleClass().add("title");
        title.setWrapText(true);
        rows.setId("fds");
        rows.getSelectionModel().setSelectionMode(SelectionMode.SINGLE);
        rows.accessibleTextProperty().bind(words.say("inspector.fds.name"));
        rows.setCellFactory(_ -> new FdCell());
        picking = new Picking<>(rows, selection, row -> Optional.of(new Selection.Fd(shownPid, row.fd())));
        VBox.setVgrow(rows, Priority.ALWAYS);
        ports = new PortsFoot(words);
        getChildren().addAll(title, rows, ports);
    }

    @Override
    public void show(Frame frame, Optional<Selection> selected) {
        LabState state = frame.state();
        shownPid = Subjects.pid(state, selected);
        SeenProcess table = state.processes().get(shownPid);
        List<FdRow> now = table == null
                ? List.of()
                : table.fds().values().stream()
                        .sorted(Comparator.comparingInt(SeenFd::fd))
                        .map(fd -> row(state, fd))
                        .toList();
        title.setText(title(table, now.size()));
        Set<Integer> lit = lit(state, selected);
        picking.show(now, false, row -> lit.contains(row.fd()));
        ports.show(state, selected);
    }

    private String title(@Nullable SeenProcess table, int used) {
        if (table == null) {
            return words.text("inspector.fds.gone", shownPid);
        }
        Optional<SeenProcess> seen = Optional.of(table);
        String command =
                seen.flatMap(SeenProcess::process).map(ProcessView::command).orElse("?");
        String limit = seen.flatMap(SeenProcess::limits)
                .map(limits -> Numbers.grouped(limits.soft()))
                .orElse("?");
        return words.text("inspector.fds.title", command, shownPid, used, limit);
    }

    private FdRow row(LabState state, SeenFd fd) {
        Optional<SocketId> id = fd.id()
                .or(() -> fd.entry().socketInode().stream()
                        .boxed()
                        .flatMap(inode -> Subjects.byInode(state, inode).stream())
                        .findFirst());
        Optional<KernelSocket> socket =
                id.map(state.sockets()::get).filter(Objects::nonNull).map(SeenSocket::socket);
        String target = socket.filter(of -> fd.entry().target().equals("socket:[]") && of.inode() != 0)
                .map(of -> "socket:[" + of.inode() + "]")
                .orElse(fd.entry().target());
        return new FdRow(
                fd.fd(), target, fd.entry().mode(), socket.map(FdsSheet::what).orElse(""), holder(fd.actor()));
    }

    /** Whose it is, as the diagram says it. */
    private String holder(String actor) {
        return Names.who(actor, words).orElse(actor);
    }

    private static String what(KernelSocket socket) {
        String remote = socket.remotePort() > 0 ? " → " + Labels.of(socket.remote()) : "";
        return (socket.state().name() + " " + Labels.of(socket.local()) + remote).strip();
    }

    private Set<Integer> lit(LabState state, Optional<Selection> selected) {
        return selected.isPresent() && selected.get() instanceof Selection.Fd(int _, int fd)
                ? Set.of(fd)
                : Subjects.fds(state, shownPid, Subjects.lit(state, selected));
    }
}
