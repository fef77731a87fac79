package org.socketlab.ui;

import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;

/** Walks all that a window shows. JavaFX thread, or while nothing changes. */
final class Nodes {
    private Nodes() {}

    /** This one and all below it, each before those below it. */
    static Stream<Node> from(Node root) {
        return root instanceof Parent parent
                ? Stream.concat(
                        Stream.of(root),
                        parent.getChildrenUnmodifiable().stream().flatMap(Nodes::from))
                : Stream.of(root);
    }
}
