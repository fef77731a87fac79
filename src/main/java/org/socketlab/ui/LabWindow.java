package org.socketlab.ui;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.css.PseudoClass;
import javafx.scene.Parent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.VBox;
import org.socketlab.lab.Lab;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.LabState;
import org.socketlab.model.Refusal;
import org.socketlab.picture.Selection;
import org.socketlab.ui.banner.Banner;
import org.socketlab.ui.banner.RefusalNotices;
import org.socketlab.ui.console.ConsoleDeck;
import org.socketlab.ui.diagram.DiagramView;
import org.socketlab.ui.inspector.FirstSelection;
import org.socketlab.ui.inspector.Inspector;
import org.socketlab.ui.lesson.LessonPanel;
import org.socketlab.ui.time.BookmarkField;
import org.socketlab.ui.time.TimeBar;
import org.socketlab.ui.top.Servers;
import org.socketlab.ui.top.TopBar;

/** The window's content: it builds the views, gives each the shown moment, and sends what a person wants to the lab. */
public final class LabWindow {
    private static final PseudoClass CHINESE = PseudoClass.getPseudoClass("chinese");
    private static final PseudoClass LECTURE = PseudoClass.getPseudoClass("lecture");
    private static final String USER = "user";

    private final Lab lab;
    private final Messages words;
    private final Settings settings;
    private final FxBridge bridge;
    private final ObjectProperty<Optional<Selection>> selection = new SimpleObjectProperty<>(Optional.empty());
    private final BooleanProperty timeShown = new SimpleBooleanProperty(true);
    private final Banner banner;
    private final WindowNotices notices;
    private final Servers servers;
    private final FirstConsole first = new FirstConsole(this::ask);
    private final FirstSelection firstSelection = new FirstSelection(selection);
    private final TopBar top;
    private final TimeBar time;
    private final BorderPane root = new BorderPane();
    private final Rooms rooms;
    private final LessonSide lessons;

    /**
     * @param tcp how the TCP server is started
     * @param unix how the Unix server is started
     */
    public LabWindow(Lab lab, Messages words, Settings settings, ServerPlan tcp, ServerPlan unix) {
        this.lab = lab;
        this.words = words;
        this.settings = settings;
        bridge = new FxBridge(lab, (_, fault) -> failed(fault)); // a view that throws is left out, the others go on
        banner = new Banner(words);
        notices = new WindowNotices(banner);
        servers = new Servers(tcp, unix, this::ask, banner);
        top = new TopBar(words, settings, servers, deeds());
        time = new TimeBar(words, bridge);
        bridge.onForgotten(notices::forgotten);
        if (!lab.past()) {
            time.join("lecture-start-over", "top.start-over", this::startOver);
            time.join("lecture-lessons", "top.lessons.short", this::toggleLessons);
        }
        time.join("lecture-end", "top.lecture.short", this::toggleLecture);
        rooms = new Rooms(
                words, settings, bridge, () -> lab.now().state().consoles().keySet(), selection, this::ask);
        lessons = new LessonSide(lab, words, settings, root, selection, rooms, banner, this::startOver);
        root.setTop(new VBox(top, time, banner));
        root.setCenter(rooms.node());
        root.getStyleClass().add("lab-window");
        top.managedProperty().bind(top.visibleProperty());
        top.visibleProperty().bind(settings.lecture().not());
        time.managedProperty().bind(time.visibleProperty());
        time.visibleProperty().bind(timeShown);
        settings.textSize().dress(root);
        settings.lecture().subscribe(this::lecture);
        words.spoken().subscribe(this::speak);
        views().forEach(bridge::add);
        rooms.views().forEach(bridge::add);
    }

    /** The node that the scene shows. */
    public Parent root() {
        return root;
    }

    public FxBridge bridge() {
        return bridge;
    }

    public TopBar top() {
        return top;
    }

    public ConsoleDeck consoles() {
        return rooms.consoles();
    }

    public Inspector inspector() {
        return rooms.inspector();
    }

    public DiagramView diagram() {
        return rooms.diagram();
    }

    public Banner banner() {
        return banner;
    }

    public ObjectProperty<Optional<Selection>> selection() {
        return selection;
    }

    /** Starts both servers and the first console, as at every first sight of the lab. */
    public void begin() {
        if (!lab.past()) {
            first.want();
            servers.startAll();
            consoles().focusFirst();
        }
    }

    /** Our connections closed, the timeline emptied, the servers listening again, one console open: as at the start. */
    public void startOver() {
        if (lab.past()) {
            ask(new Command.StartOver()); // is refused, with the reason
            return;
        }
        selection.set(Optional.empty());
        banner.clear();
        if (lessons.reset()) {
            return; // a lesson under way could not go on from an empty lab, so it begins anew
        }
        if (!bridge.pace().get().equals(Pace.SLOW)) {
            bridge.pace().set(Pace.NOW);
        }
        LabState before = lab.now().state();
        firstSelection.again(before.sockets().keySet());
        Optional<Endpoint> target = firstListening(before) // none where the servers' process was killed
                .or(() -> Optional.ofNullable(before.consoles().get(FirstConsole.NAME))
                        .map(LabState.SeenConsole::target));
        before.consoles().keySet().stream()
                .filter(name -> !name.equals(FirstConsole.NAME))
                .forEach(name -> ask(new Command.CloseConsole(name)));
        ask(new Command.StartOver());
        target.ifPresent(endpoint -> ask(new Command.OpenConsole(FirstConsole.NAME, endpoint)));
        consoles().focusFirst();
    }

    /** Offers what can be saved, and recordings to open. */
    void offerFiles(Desktop.Recording recording, Replays replays) {
        top.offerExport(
                "open-recording",
                "top.open",
                () -> replays.choose(root.getScene().getWindow(), this::tell));
        top.offerApart();
        top.offerExport("export-png", "top.export.png", () -> exports().png());
        top.offerExport(
                "export-svg",
                "top.export.svg",
                () -> exports().svg(settings.theme().get().palette()));
        top.offerExport(
                "export-transcript",
                "top.export.transcript",
                () -> exports().transcript(lab.history(), bridge.shown().seq(), words.language()));
        top.offerExport(
                "export-pcapng",
                "top.export.pcapng",
                () -> exports().segments(lab.history(), bridge.shown().seq(), recording.started()));
        top.offerExport(
                "export-recording", "top.export.recording", () -> exports().recording(recording.saving()));
        replays.take(root, this::tell);
    }

    /**
     * Says in which network this lab stands, and offers the other.
     *
     * @param choose told what a person wants
     */
    public void offerNetworks(Network stands, Consumer<Network> choose) {
        top.network().offer(stands, choose);
        if (stands == Network.PRIVATE) {
            int pid = lab.now().state().self();
            top.network().offerEntry(org.socketlab.lab.Network.enter(pid) + " nc " + servers.address());
        }
    }

    private Exports exports() {
        return new Exports(banner, diagram());
    }

    /** Says which recording is shown, and what was noticed while it was read. */
    void recorded(Replay replay) {
        top.setPast(replay.name(), replay.host(), replay.when());
        notices.recorded(replay);
    }

    /** Shows a refusal that no fact tells. */
    void tell(Refusal refusal) {
        banner.show(RefusalNotices.notice(refusal));
    }

    /** Tells of something that no view expected; the window goes on. */
    void failed(Throwable fault) {
        notices.failed(fault);
    }

    void ask(Command command) {
        lab.submit(command, USER);
        if (bridge.paused()) {
            Platform.runLater(bridge::again); // a switch that was turned shows what is at the moment shown
        }
    }

    /** Notes where a person has put the dividers, to be found there again. */
    void rememberDividers() {
        rooms.rememberDividers();
    }

    void toggleConsoles() {
        rooms.toggleConsoles();
    }

    void toggleInspector() {
        rooms.toggleInspector();
    }

    void toggleTime() {
        timeShown.set(!timeShown.get());
    }

    void toggleLecture() {
        settings.lecture().set(!settings.lecture().get());
    }

    /** Asks for a word on the moment shown, to be found again by it. */
    void bookmark() {
        timeShown.set(true);
        long at = bridge.shown().seq();
        new BookmarkField(words, text -> ask(new Command.AddNote(text, USER, OptionalLong.of(at)))).show(time.track());
    }

    TimeBar time() {
        return time;
    }

    /** Opens or closes the lessons; a recording has no lab that they could drive. */
    void toggleLessons() {
        if (!lab.past()) {
            lessons.toggle();
        }
    }

    /** The lessons, once they were opened. */
    Optional<LessonPanel> lessons() {
        return lessons.panel();
    }

    void abandonLesson() {
        lessons.panel().ifPresent(LessonPanel::abandon);
    }

    void showKeys() {
        new KeyList(words).show(root.lookup("#keys"));
    }

    /** Opens a console to the first server that listens. */
    void newConsole() {
        firstListening(lab.now().state()).ifPresent(consoles()::open);
    }

    private static Optional<Endpoint> firstListening(LabState state) {
        return Labels.sorted(state.listeners().keySet()).stream().findFirst();
    }

    private TopBar.Deeds deeds() {
        return new TopBar.Deeds(this::startOver, this::showKeys, this::toggleLessons, this::toggleLecture);
    }

    private List<View> views() {
        Optional<RefusalNotices.Remedies> remedies = lab.past() ? Optional.empty() : Optional.of(servers);
        return List.of(top, time, new RefusalNotices(banner, remedies), first, firstSelection);
    }

    private void lecture(boolean on) {
        root.pseudoClassStateChanged(LECTURE, on);
        time.setThin(on);
        timeShown.set(true);
    }

    private void speak(Language language) {
        if (language == Language.CHINESE) {
            Fonts.loadChinese();
        }
        root.pseudoClassStateChanged(CHINESE, language == Language.CHINESE);
        bridge.again();
    }
}
