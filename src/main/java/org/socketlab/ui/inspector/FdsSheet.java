package org.socketlab.ui.inspector;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.VBox;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.SeenFd;
import org.socketlab.model.LabState.SeenProcess;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.SocketId;
import org.socketlab.picture.Selection;
import org.socketlab.ui.Frame;
import org.socketlab.ui.Labels;
import org.socketlab.ui.Messages;

/** The fd table of the selected process: every row of it, and what the sockets among them are. */
final class FdsSheet extends VBox implements Sheet {
    private final Messages words;
    private final ObjectProperty<Optional<Selection>> selection;
    private final Label title = new Label();
    private final TableView<Row> table = new TableView<>();
    private boolean following;

    /** What a row shows; equal where nothing of it changed. */
    record Row(int fd, String target, String mode, String what) {}

    FdsSheet(Messages words, ObjectProperty<Optional<Selection>> selection) {
        this.words = words;
        this.selection = selection;
        getStyleClass().add("fds");
        title.getStyleClass().add("title");
        title.setWrapText(true);
        table.setId("fds");
        table.accessibleTextProperty().bind(words.say("inspector.fds.name"));
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.getColumns().add(column("fd", "inspector.fds.fd", row -> String.valueOf(row.fd()), 3.5));
        table.getColumns().add(column("target", "inspector.fds.target", Row::target, 14));
        table.getColumns().add(column("mode", "inspector.fds.mode", Row::mode, 4));
        table.getColumns().add(column("what", "inspector.fds.what", Row::what, 10));
        javafx.scene.layout.VBox.setVgrow(table, javafx.scene.layout.Priority.ALWAYS);
        table.getSelectionModel().selectedItemProperty().addListener((_, _, row) -> chosen(row));
        getChildren().addAll(title, table);
    }

    private int shownPid;

    @Override
    public void show(Frame frame, Optional<Selection> selected) {
        LabState state = frame.state();
        shownPid = Subjects.pid(state, selected);
        SeenProcess process = state.processes().get(shownPid);
        List<Row> rows = process == null
                ? List.of()
                : process.fds().values().stream()
                        .sorted(Comparator.comparingInt(SeenFd::fd))
                        .map(fd -> row(state, fd))
                        .toList();
        title.setText(title(process, rows.size()));
        following = true;
        replace(rows);
        mark(state, selected);
        following = false;
    }

    private String title(@org.jspecify.annotations.Nullable SeenProcess process, int used) {
        String command = process == null
                ? ""
                : process.process().map(view -> view.command()).orElse("");
        String limit = process == null
                ? "?"
                : process.limits().map(limits -> String.valueOf(limits.soft())).orElse("?");
        return words.text("inspector.fds.title", command, shownPid, used, limit);
    }

    private Row row(LabState state, SeenFd fd) {
        Optional<SocketId> id = fd.id()
                .or(() -> fd.entry().socketInode().stream()
                        .boxed()
                        .flatMap(inode -> Subjects.byInode(state, inode).stream())
                        .findFirst());
        String what = id.map(state.sockets()::get)
                .filter(Objects::nonNull)
                .map(seen -> what(seen))
                .orElse("");
        return new Row(fd.fd(), fd.entry().target(), fd.entry().mode(), what);
    }

    private static String what(SeenSocket seen) {
        String local = Labels.of(seen.socket().local());
        String remote =
                seen.socket().remotePort() > 0 ? " → " + Labels.of(seen.socket().remote()) : "";
        return seen.socket().state().name() + " " + local + remote;
    }

    /** Replaces only the rows that differ, so that scroll and selection stay. */
    private void replace(List<Row> rows) {
        List<Row> now = table.getItems();
        if (now.equals(rows)) {
            return;
        }
        List<Row> kept = new ArrayList<>(now);
        kept.retainAll(rows);
        table.getItems().retainAll(kept);
        for (int i = 0; i < rows.size(); i++) {
            if (i >= now.size() || !now.get(i).equals(rows.get(i))) {
                now.add(i, rows.get(i));
            }
        }
    }

    private void mark(LabState state, Optional<Selection> selected) {
        List<Integer> fds = selected.filter(what -> !(what instanceof Selection.Process))
                .map(what -> what instanceof Selection.Fd(int _, int fd)
                        ? List.of(fd)
                        : List.copyOf(Subjects.fds(state, Subjects.sockets(state, selected))))
                .orElse(List.of());
        Optional<Row> row =
                table.getItems().stream().filter(of -> fds.contains(of.fd())).findFirst();
        if (row.isPresent()) {
            if (!row.get().equals(table.getSelectionModel().getSelectedItem())) {
                table.getSelectionModel().select(row.get());
                table.scrollTo(Math.max(0, table.getItems().indexOf(row.get()) - 2));
            }
        } else {
            table.getSelectionModel().clearSelection();
        }
    }

    private void chosen(@org.jspecify.annotations.Nullable Row row) {
        if (!following && row != null) {
            selection.set(Optional.of(new Selection.Fd(shownPid, row.fd())));
        }
    }

    private TableColumn<Row, String> column(
            String style, String key, java.util.function.Function<Row, String> text, double em) {
        TableColumn<Row, String> column = new TableColumn<>();
        column.textProperty().bind(words.say(key));
        column.getStyleClass().add(style);
        column.setCellValueFactory(cell -> new ReadOnlyStringWrapper(text.apply(cell.getValue())));
        column.setPrefWidth(em * 13);
        column.setSortable(false);
        column.setReorderable(false);
        return column;
    }
}
