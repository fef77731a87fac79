package org.socketlab.picture.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.socketlab.model.Evidence;
import org.socketlab.model.Fact;
import org.socketlab.model.SocketId;
import org.socketlab.picture.BundleWords;
import org.socketlab.picture.Item;
import org.socketlab.picture.Mark;
import org.socketlab.picture.Overlaps;
import org.socketlab.picture.Picture;
import org.socketlab.picture.Rect;
import org.socketlab.picture.Selection;
import org.socketlab.picture.Session;
import org.socketlab.picture.Sessions;

class LadderTest {
    private static final List<Double> WIDTHS = List.of(330.0, 424.0, 700.0);

    @Test
    void onlyTheSavedSynIsSolid() {
        Session session = Sessions.usual();
        Picture ladder = draw(session, session.id("A"), 424, BundleWords.ENGLISH);
        assertThat(of(ladder, "segment SYN").evidence()).isEqualTo(Evidence.OBSERVED);
        assertThat(of(ladder, "segment SYN ACK").evidence()).isEqualTo(Evidence.INFERRED);
        assertThat(of(ladder, "segment ACK").evidence()).isEqualTo(Evidence.INFERRED);
        Picture foreign = draw(session, session.id("telnet"), 424, BundleWords.ENGLISH);
        assertThat(of(foreign, "segment SYN").evidence()).isEqualTo(Evidence.INFERRED);
    }

    @Test
    void whatWasCapturedIsSolidAndDrawnOnce() {
        Session session = Sessions.captured();
        Picture ladder = draw(session, session.id("A"), 424, BundleWords.ENGLISH);
        List<Item> segments = segments(ladder);
        assertThat(segments)
                .extracting(Item::name)
                .containsExactly("SYN", "SYN ACK", "ACK", "PSH ACK", "ACK", "PSH ACK", "ACK");
        assertThat(segments).extracting(Item::evidence).containsOnly(Evidence.OBSERVED);
        assertThat(segments).extracting(item -> item.area().y()).isSorted();
        assertThat(ladder.items()).noneMatch(item -> item.key().startsWith("bytes"));
        assertThat(texts(ladder)).contains("PSH ACK ping↵ 5\u00a0B", "seq\u00a01 ack\u00a01 win\u00a0512");
        assertThat(texts(ladder)).contains("seq\u00a06 ack\u00a06 win\u00a0512");
        assertThat(ladder.items()).noneMatch(item -> item.key().equals("note uncaptured"));
        Item data = segments.get(3);
        assertThat(data.area().y())
                .isGreaterThan(named(ladder, "write() = 5").area().y());
        assertThat(data.area().y())
                .isLessThan(named(ladder, "read() = 5").area().y());
    }

    @Test
    void numbersOnTheWireShowWhereAPointerRests() {
        Session session = Sessions.captured();
        Picture ladder = draw(session, session.id("A"), 424, BundleWords.ENGLISH);
        assertThat(hints(ladder)).anyMatch(hint -> hint.contains("seq 2\u00a0918\u00a0331\u00a0208"));
    }

    @Test
    void whatIsSentAgainAClosedWindowAndAResetAreMarked() {
        Session session = Sessions.troubled();
        Picture ladder = draw(session, session.id("A"), 424, BundleWords.ENGLISH);
        assertThat(failed(ladder)).containsSubsequence("sent again", "seq\u00a01 ack\u00a049 win\u00a00", "RST ACK");
        assertThat(ladder.items().stream().filter(item -> item.name().equals("sent again")))
                .hasSize(1);
    }

    @Test
    void ofALongLifeTheHandshakeAndTheLastAreDrawnAndTheRestCounted() {
        Session session = Sessions.talkative(150);
        Picture ladder = draw(session, session.id("A"), 424, BundleWords.ENGLISH);
        List<Item> segments = segments(ladder);
        assertThat(segments).extracting(Item::name).startsWith("SYN", "SYN ACK", "ACK");
        assertThat(segments).hasSizeBetween(10, 63);
        Item earlier = of(ladder, "earlier");
        assertThat(earlier.name()).isEqualTo("… " + (603 - segments.size()) + " earlier");
        assertThat(earlier.area().y())
                .isBetween(segments.get(2).area().y(), segments.get(3).area().y());
    }

    @Test
    void bytesThatNoSegmentBroughtAreSaidToBeMissing() {
        Session session = Session.started().capturing().console("A").send("A", "ping\n");
        session.unseen("A", 100).segment("A", "PSH ACK", "ping\n").segment("for A", "ACK", "");
        Picture ladder = draw(session, session.id("A"), 424, BundleWords.ENGLISH);
        assertThat(ladder.items())
                .filteredOn(item -> item.key().startsWith("missing"))
                .extracting(Item::name)
                .containsExactly("… 100\u00a0B not captured");
        assertThat(labels(draw(Sessions.talkative(150), session.id("A"), 424, BundleWords.ENGLISH)))
                .as("what is only not drawn is not missing")
                .noneMatch(label -> label.text().contains("not captured"));
    }

    @Test
    void whereTheCaptureBeganLaterTheHandshakeStaysAsItWasKnown() {
        Session session = Session.started().console("A").capturing().send("A", "ping\n");
        Picture ladder = draw(session, session.id("A"), 424, BundleWords.ENGLISH);
        assertThat(of(ladder, "segment SYN").evidence()).isEqualTo(Evidence.OBSERVED);
        assertThat(of(ladder, "segment SYN ACK").evidence()).isEqualTo(Evidence.INFERRED);
        assertThat(segments(ladder)).extracting(Item::name).containsExactly("SYN", "SYN ACK", "ACK", "PSH ACK", "ACK");
    }

    @Test
    void withoutACaptureOneSentenceOffersTwoWays() {
        Session session = Sessions.usual();
        Picture ladder = draw(session, session.id("A"), 424, BundleWords.ENGLISH);
        assertThat(of(ladder, "note uncaptured").name()).contains("CAP_NET_RAW").contains("Network ▸ Private");
    }

    private static List<Item> segments(Picture ladder) {
        return ladder.items().stream()
                .filter(item -> item.kind() == Item.Kind.SEGMENT)
                .sorted(java.util.Comparator.comparingDouble(item -> item.area().y()))
                .toList();
    }

    private static List<String> texts(Picture ladder) {
        return labels(ladder).map(Mark.Label::text).toList();
    }

    private static List<String> hints(Picture ladder) {
        return labels(ladder).map(Mark.Label::hint).toList();
    }

    private static List<String> failed(Picture ladder) {
        return labels(ladder)
                .filter(label -> label.tone().equals("failed"))
                .map(Mark.Label::text)
                .toList();
    }

    private static Stream<Mark.Label> labels(Picture ladder) {
        return ladder.items().stream()
                .sorted(java.util.Comparator.comparingDouble(item -> item.area().y()))
                .flatMap(item -> item.marks().stream())
                .filter(Mark.Label.class::isInstance)
                .map(Mark.Label.class::cast);
    }

    @Test
    void aSynWithoutAnswerIsAllThereIs() {
        Session session = Session.started().unanswered("A");
        Picture ladder = draw(session, session.id("A"), 424, BundleWords.ENGLISH);
        assertThat(ladder.items())
                .filteredOn(item -> item.kind() == Item.Kind.SEGMENT)
                .extracting(Item::key)
                .containsExactly("segment SYN");
        long open = session.state().openCalls().keySet().iterator().next();
        assertThat(of(ladder, "call " + open + " open").name()).contains("connect()");
    }

    @Test
    void aListenerThatCameLaterHadNoPartInTheConnection() {
        Session session = Session.apart().console("A");
        assertThat(draw(session, session.id("A"), 424, BundleWords.ENGLISH).items())
                .extracting(Item::key)
                .contains("head listener");
        session.killed().listening();
        assertThat(draw(session, session.id("A"), 424, BundleWords.ENGLISH).items())
                .extracting(Item::key)
                .contains("head client")
                .doesNotContain("head listener");
    }

    @Test
    void noSegmentEndsAtNothing() {
        Session session = Session.apart().console("A");
        assertThat(reaches(draw(session, session.id("A"), 424, BundleWords.ENGLISH), "life listener"))
                .isTrue();
        session.killed();
        Picture ladder = draw(session, session.id("A"), 424, BundleWords.ENGLISH);
        assertThat(ladder.items()).extracting(Item::key).doesNotContain("life listener");
        assertThat(ladder.items().stream()
                        .filter(item -> item.key().startsWith("life server")
                                || item.key().equals("life port"))
                        .anyMatch(life -> reaches(ladder, life.key())))
                .isTrue();
        Session alone = Session.started().unanswered("A");
        assertThat(reaches(draw(alone, alone.id("A"), 424, BundleWords.ENGLISH), "life listener"))
                .isTrue();
        alone.unheard();
        Picture asking = draw(alone, alone.id("A"), 424, BundleWords.ENGLISH);
        assertThat(reaches(asking, "life port")).isTrue();
        assertThat(of(asking, "life port").evidence()).isEqualTo(Evidence.INFERRED);
        assertThat(of(asking, "head server").name()).isEqualTo("port 1208");
    }

    /** Whether the SYN's arrow touches a life line. */
    private static boolean reaches(Picture ladder, String life) {
        Rect syn = of(ladder, "segment SYN").area();
        Rect line = of(ladder, life).area();
        double far = syn.x() + syn.width();
        return far >= line.x() - 5 && far <= line.x() + line.width() && syn.bottom() <= line.bottom();
    }

    @Test
    void aUnixConnectionHasNoSegments() {
        Session session = Sessions.usual().send("B", "ping\n");
        Picture ladder = draw(session, session.id("B"), 424, BundleWords.ENGLISH);
        assertThat(ladder.items()).noneMatch(item -> item.key().startsWith("segment"));
        assertThat(ladder.items()).anyMatch(item -> item.key().startsWith("bytes"));
    }

    @Test
    void theEndIsToldByCallsAndByWhatTheKernelFreed() {
        Session session = Sessions.usual();
        Picture ladder = draw(session, session.id("for Z"), 424, BundleWords.ENGLISH);
        assertThat(ladder.items())
                .extracting(Item::name)
                .contains("close() = 0", "shutdown() = 0", "freed", "TIME_WAIT");
        assertThat(of(ladder, "gone true").area().y())
                .isGreaterThan(named(ladder, "close() = 0").area().y());
    }

    @Test
    void callsStandInTheOrderOfTheirTimes() {
        Session session = Sessions.usual();
        Picture ladder = draw(session, session.id("A"), 424, BundleWords.ENGLISH);
        double accept = named(ladder, "accept4() = " + fd(session)).area().y();
        double write = named(ladder, "write() = 5").area().y();
        double read = named(ladder, "read() = 5").area().y();
        assertThat(accept).isLessThan(write);
        assertThat(write).isLessThan(read);
    }

    private static int fd(Session session) {
        return session.state().ownFds().values().stream()
                .filter(row -> row.id().filter(session.id("for A")::equals).isPresent())
                .findFirst()
                .orElseThrow()
                .fd();
    }

    @Test
    void nothingLiesOnAnythingAndEveryMarkHasItsFacts() {
        for (Map.Entry<String, Session> odd : Sessions.odd().entrySet()) {
            List<SocketId> ids =
                    odd.getValue().state().sockets().keySet().stream().limit(6).toList();
            for (SocketId id : ids) {
                check(odd.getKey(), odd.getValue(), id);
            }
        }
    }

    private static void check(String what, Session session, SocketId id) {
        for (BundleWords words : List.of(BundleWords.ENGLISH, BundleWords.CHINESE)) {
            for (double width : WIDTHS) {
                Picture ladder = draw(session, id, width, words);
                String where = what + " " + id + " at " + width + " in " + words.language();
                assertThat(besideArrows(ladder)).as(where).isEmpty();
                assertThat(Overlaps.inside(ladder)).as(where).isEmpty();
                assertThat(Overlaps.small(ladder)).as(where).isEmpty();
                for (Item item : ladder.items()) {
                    if (item.kind() != Item.Kind.REMARK) {
                        resting(where, session, item);
                    }
                }
            }
        }
    }

    private static void resting(String where, Session session, Item item) {
        assertThat(item.seqs()).as("%s: %s", where, item.key()).isNotEmpty();
        if (item.evidence() == Evidence.OBSERVED) {
            for (long seq : item.seqs()) {
                Fact fact = session.facts().get((int) (seq - 1));
                assertThat(fact.evidence()).as("%s: %s", where, item.key()).isEqualTo(Evidence.OBSERVED);
            }
        }
    }

    /** Words above an arrow stand between the lines, where arrows cross them; nothing else lies on anything. */
    private static List<String> besideArrows(Picture ladder) {
        List<Item> kept = ladder.items().stream()
                .filter(item -> !item.key().startsWith("word") && !item.key().startsWith("bytes"))
                .toList();
        return Overlaps.between(new Picture(ladder.width(), ladder.height(), kept));
    }

    private static Item of(Picture picture, String key) {
        return picture.items().stream()
                .filter(item -> item.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static Item named(Picture picture, String name) {
        return picture.items().stream()
                .filter(item -> item.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Picture draw(Session session, SocketId id, double width, BundleWords words) {
        return Ladder.of(session.moment(), session, Optional.of(new Selection.Socket(id)), width, words);
    }
}
