package org.socketlab.picture.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.socketlab.picture.BundleWords;
import org.socketlab.picture.Item;
import org.socketlab.picture.Mark;
import org.socketlab.picture.Rect;
import org.socketlab.picture.Selection;
import org.socketlab.picture.Session;
import org.socketlab.picture.Sessions;

/** The servers in a process of their own: two processes with two tables, and the kernel between them. */
class DiagramApartTest {
    private static List<Item> items(Session session) {
        Wish wish = new Wish(976, Optional.of(new Selection.Process(Session.SERVERS)), Set.of());
        return Diagram.of(session.state(), Slots.NONE, wish, BundleWords.ENGLISH)
                .picture()
                .items();
    }

    private static Item process(List<Item> items, int pid) {
        return items.stream()
                .filter(item -> item.key().equals("process " + pid))
                .findFirst()
                .orElseThrow();
    }

    private static boolean within(Rect outer, Rect inner) {
        return inner.x() >= outer.x()
                && inner.x() + inner.width() <= outer.x() + outer.width()
                && inner.y() >= outer.y()
                && inner.bottom() <= outer.bottom();
    }

    @Test
    void eachProcessStandsAroundItsOwnRows() {
        List<Item> items = items(Sessions.apart());
        Rect lab = process(items, Session.SELF).area();
        Rect servers = process(items, Session.SERVERS).area();
        assertThat(lab.x() + lab.width()).isLessThan(servers.x());
        assertThat(items)
                .filteredOn(
                        item -> item.kind() == Item.Kind.ROW && item.key().startsWith("row " + Session.SERVERS + " "))
                .hasSizeGreaterThanOrEqualTo(6) // three listeners, three accepted sockets
                .allMatch(row -> within(servers, row.area()))
                .allMatch(Item::lit);
        assertThat(items)
                .filteredOn(item -> item.kind() == Item.Kind.ROW && item.key().startsWith("row " + Session.SELF + " "))
                .hasSizeGreaterThanOrEqualTo(2) // two consoles
                .allMatch(row -> within(lab, row.area()))
                .noneMatch(row -> within(servers, row.area()));
    }

    @Test
    void itsCardSaysHowManyFdsItHasAndMayHave() {
        assertThat(process(items(Sessions.apart()), Session.SERVERS).marks())
                .filteredOn(Mark.Label.class::isInstance)
                .extracting(mark -> ((Mark.Label) mark).text())
                .containsExactly("Servers", "pid " + Session.SERVERS, "limit 64 · used 11");
    }

    @Test
    void afterItsDeathNoCardIsLeft() {
        assertThat(items(Sessions.apart().killed()))
                .noneMatch(item -> item.key().equals("process " + Session.SERVERS))
                .noneMatch(item -> item.key().startsWith("row " + Session.SERVERS + " "))
                .anyMatch(item -> item.key().equals("process " + Session.SELF));
    }

    @Test
    void aConnectionIsNamedAfterItsClientAndNobodyElse() {
        Session session = Session.apart().console("A");
        assertThat(tuple(session, "A")).isEqualTo("5-tuple of Console A");
        session.quit("A");
        assertThat(tuple(session, "for A")).isEqualTo("5-tuple, the client’s end first");
    }

    private static String tuple(Session session, String end) {
        Wish wish = new Wish(976, Optional.of(new Selection.Socket(session.id(end))), Set.of());
        return Diagram.of(session.state(), Slots.NONE, wish, BundleWords.ENGLISH).picture().items().stream()
                .filter(item -> item.key().equals("tuple"))
                .flatMap(item -> item.marks().stream())
                .filter(Mark.Label.class::isInstance)
                .map(mark -> ((Mark.Label) mark).text())
                .findFirst()
                .orElse("");
    }
}
