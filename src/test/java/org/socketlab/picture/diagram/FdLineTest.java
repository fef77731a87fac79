package org.socketlab.picture.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.socketlab.model.Bare;
import org.socketlab.model.Event;
import org.socketlab.model.FdEntry;
import org.socketlab.model.LabState;
import org.socketlab.model.Scope;
import org.socketlab.model.UnixState;
import org.socketlab.picture.BundleWords;
import org.socketlab.picture.Item;
import org.socketlab.picture.Mark;
import org.socketlab.picture.Session;

/** The JVM's own sockets: called the display's only where the kernel names their peer so. */
class FdLineTest {
    /** The inode of fd 300 in every session. */
    private static final long OWN = 88_017;

    private static final long PEER = 88_018;

    @Test
    void theConnectionToTheDisplayIsNamedByItsPeersName() {
        assertThat(fd300("@/tmp/.X11-unix/X0")).contains("300 this window’s X11");
        assertThat(fd300("/tmp/.X11-unix/X7")).contains("300 this window’s X11");
    }

    @Test
    void anotherSocketOfTheJvmIsNot() {
        assertThat(fd300("/run/dbus/system_bus_socket")).isEmpty();
        assertThat(fd300("/home/ann/tmp/.X11-unix/X0")).isEmpty();
        assertThat(fd300("")).isEmpty();
    }

    @Test
    void linesOfOneKindThatLeadToSeveralPlacesNameThemAll() {
        Session session = Session.started();
        session.tell(new Event.FdTable(
                Session.SELF,
                List.of(
                        new FdEntry(0, "/dev/pts/0", "rwx"),
                        new FdEntry(1, "/dev/pts/7", "rwx"),
                        new FdEntry(2, "/dev/pts/7", "rwx"))));
        assertThat(Diagram.of(
                                session.state(),
                                Slots.NONE,
                                new Wish(976, Optional.empty(), Set.of()),
                                BundleWords.ENGLISH)
                        .picture()
                        .items())
                .filteredOn(item -> item.name().equals("0–2 terminal"))
                .singleElement()
                .satisfies(item -> assertThat(((Mark.Panel) item.marks().getFirst()).hint())
                        .isEqualTo("/dev/pts/0, /dev/pts/7"));
    }

    private static Optional<String> fd300(String peersName) {
        LabState state = Session.started()
                .tell(new Event.Looked(
                        new Scope.Ids(List.of(Bare.unix(1), Bare.unix(2))),
                        true,
                        List.of(
                                Bare.unix(Bare.unix(1), UnixState.CONNECTED, "", OWN, PEER),
                                Bare.unix(Bare.unix(2), UnixState.CONNECTED, peersName, PEER, OWN))))
                .state();
        return Diagram.of(state, Slots.NONE, new Wish(976, Optional.empty(), Set.of()), BundleWords.ENGLISH)
                .picture()
                .items()
                .stream()
                .map(Item::name)
                .filter(name -> name.startsWith("300 "))
                .findFirst();
    }
}
