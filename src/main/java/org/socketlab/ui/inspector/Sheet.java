package org.socketlab.ui.inspector;

import java.util.Optional;
import org.socketlab.model.LabState;
import org.socketlab.picture.Selection;
import org.socketlab.ui.Frame;

/** What stands under one tab. It is drawn only while it is in sight. */
interface Sheet {
    void show(Frame frame, Optional<Selection> selection);

    /** The shell line that shows this sheet outside the lab, where it is not the selection's. */
    default Optional<String> command(LabState state) {
        return Optional.empty();
    }
}
