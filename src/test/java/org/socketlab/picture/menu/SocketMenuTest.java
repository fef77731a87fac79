package org.socketlab.picture.menu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.socketlab.model.Command;
import org.socketlab.model.SocketId;
import org.socketlab.model.SocketStage;
import org.socketlab.picture.Act;
import org.socketlab.picture.BundleWords;
import org.socketlab.picture.Selection;
import org.socketlab.picture.Session;

class SocketMenuTest {
    private static List<Part> menu(Selection selection, Session session) {
        return SocketMenu.of(selection, session.state(), BundleWords.ENGLISH);
    }

    private static Stream<Choice> choices(List<Part> parts) {
        return parts.stream().flatMap(part -> part.choices().stream());
    }

    private static List<Command> possible(List<Part> parts) {
        return choices(parts)
                .filter(Choice::possible)
                .map(Choice::act)
                .filter(Act.Ask.class::isInstance)
                .map(act -> ((Act.Ask) act).command())
                .toList();
    }

    @Test
    void aSocketOfTheServersOwnProcessCanBeHeldAndReset() {
        Session session = Session.apart().console("A");
        SocketId id = session.id("for A");
        assertThat(possible(menu(new Selection.Socket(id), session)))
                .containsExactly(
                        new Command.HoldRead(id, true), new Command.HoldClose(id, true), new Command.Reset(id));
    }

    @Test
    void aConsolesSocketCanBeHeldResetHalfClosedCopiedAndSelected() {
        Session session = Session.started().console("A");
        SocketId id = session.id("A");
        List<Part> menu = menu(new Selection.Socket(id), session);
        assertThat(menu).extracting(Part::title).containsExactly("Console A, fd 41", "");
        assertThat(possible(menu))
                .containsExactly(
                        new Command.HoldRead(id, true),
                        new Command.HoldClose(id, true),
                        new Command.HalfClose("A"),
                        new Command.Reset(id));
        assertThat(menu.getLast().choices())
                .extracting(Choice::act)
                .containsExactly(
                        new Act.Copy("ss -tanoi \"( src :35120 dst :1208 ) or ( src :1208 dst :35120 )\""),
                        new Act.Select(new Selection.Socket(id)));
    }

    @Test
    void whatIsHeldIsReleased() {
        Session session = Session.started().console("A").holds("for A", new SocketStage(true, true));
        SocketId id = session.id("for A");
        assertThat(possible(menu(new Selection.Socket(id), session)))
                .as("a server has no half-close of its own")
                .containsExactly(
                        new Command.HoldRead(id, false), new Command.HoldClose(id, false), new Command.Reset(id));
    }

    @Test
    void aWireOffersBothItsEndsAndARowItsSocket() {
        Session session = Session.started().console("A");
        SocketId client = session.id("A");
        assertThat(menu(new Selection.Pair(client, session.id("for A")), session))
                .extracting(Part::title)
                .hasSize(3)
                .satisfies(titles -> assertThat(titles.get(0)).startsWith("Console A, fd "))
                .satisfies(titles -> assertThat(titles.get(1)).startsWith("TCP server, fd "));
        assertThat(possible(menu(new Selection.Fd(Session.SELF, 41), session)))
                .contains(new Command.HoldRead(client, true));
    }

    @Test
    void whatCannotBeSaysWhy() {
        Session session = Session.started()
                .console("A")
                .unixConsole("U")
                .holds("for A", new SocketStage(false, true))
                .halfClosed("A");
        assertThat(choices(menu(new Selection.Socket(session.id("A")), session)).filter(choice -> !choice.possible()))
                .extracting(Choice::act)
                .as("its own side has ended")
                .containsExactly(new Act.Ask(new Command.HalfClose("A")));
        assertThat(choices(menu(new Selection.Socket(session.id("for A")), session))
                        .filter(choice -> !choice.possible()))
                .singleElement()
                .satisfies(choice -> assertThat(choice.refused()).contains("nothing more comes"));
        assertThat(choices(menu(new Selection.Socket(session.id("U")), session)).filter(choice -> !choice.possible()))
                .singleElement()
                .satisfies(choice -> assertThat(choice.refused()).contains("no segments"));
    }

    @Test
    void aForeignSocketCanOnlyBeCopied() {
        Session session = Session.started().foreign("nc", 900);
        assertThat(choices(menu(new Selection.Socket(session.id("nc")), session)))
                .extracting(Choice::act)
                .hasOnlyElementsOfType(Act.Copy.class)
                .hasSize(1);
        assertThat(possible(menu(new Selection.Socket(session.id("tcp4")), session)))
                .as("a listener is held by its server's switches")
                .isEmpty();
    }
}
