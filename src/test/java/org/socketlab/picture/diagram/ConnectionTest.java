package org.socketlab.picture.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.socketlab.picture.Selection;
import org.socketlab.picture.Session;

class ConnectionTest {
    private final Session session = Session.started().console("A");

    @Test
    void aCallOnASocketSpeaksOfThatSocketsConnectionWhateverIsSelectedAround() {
        Selection.Process lab = new Selection.Process(Session.SELF);
        Selection call = new Selection.Happening(lab, Optional.of(session.id("A")), List.of());
        assertThat(Connection.of(call, session.state()))
                .hasValueSatisfying(one -> assertThat(one.server()).contains(session.id("for A")));
    }

    @Test
    void aCallOnNoSocketSpeaksOfNoConnectionOfItsProcess() {
        Selection.Process lab = new Selection.Process(Session.SELF);
        assertThat(Connection.of(lab, session.state())).isEmpty();
        assertThat(Connection.of(new Selection.Happening(lab, Optional.empty(), List.of()), session.state()))
                .isEmpty();
    }
}
