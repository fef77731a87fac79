package org.socketlab.ui.inspector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.MultipleSelectionModel;
import javafx.scene.control.SelectionMode;
import org.jspecify.annotations.Nullable;
import org.socketlab.picture.Selection;
import org.socketlab.ui.LineList;

/**
 * Joins a list's own selection with the window's: who chooses a line picks out what it tells of, in every view; and what
 * was picked out elsewhere is selected here. What is read stays where it is: only another selection scrolls.
 */
final class Picking<T> {
    private final LineList<T> lines;
    private final ObjectProperty<Optional<Selection>> selection;
    private final Function<T, Optional<Selection>> means;
    private Optional<Selection> shown = Optional.empty();
    private boolean following;

    /** @param means what a line tells of, empty where that is nothing to pick out */
    Picking(LineList<T> lines, ObjectProperty<Optional<Selection>> selection, Function<T, Optional<Selection>> means) {
        this.lines = lines;
        this.selection = selection;
        this.means = means;
        lines.getSelectionModel().selectedItemProperty().addListener((_, _, line) -> chosen(line));
    }

    private void chosen(@Nullable T line) {
        if (!following && line != null) {
            means.apply(line).ifPresent(one -> {
                shown = Optional.of(one); // it is in sight already
                selection.set(shown);
            });
        }
    }

    /** Shows these lines, those selected of which {@code lit} says so. */
    void show(List<? extends T> now, boolean follow, Predicate<T> lit) {
        boolean before = following;
        following = true;
        lines.show(now, follow);
        mark(lit);
        following = before;
        shown = selection.get();
    }

    private void mark(Predicate<T> lit) {
        MultipleSelectionModel<T> model = lines.getSelectionModel();
        boolean other = !selection.get().equals(shown);
        T selected = model.getSelectedItem();
        if (!other
                && (selected == null
                        || lit.test(selected)
                        || means.apply(selected).isEmpty())) {
            return; // as it was, or lines that a person selects to copy them
        }
        List<Integer> wanted = new ArrayList<>();
        for (int i = 0; i < lines.getItems().size(); i++) {
            if (lit.test(lines.getItems().get(i))) {
                wanted.add(i);
            }
        }
        if (!wanted.equals(model.getSelectedIndices())) {
            model.clearSelection();
            boolean one = model.getSelectionMode() == SelectionMode.SINGLE;
            wanted.stream().limit(one ? 1 : wanted.size()).forEach(model::select);
        }
        if (other) {
            lines.reveal(wanted.stream().findFirst().map(lines.getItems()::get));
        }
    }
}
