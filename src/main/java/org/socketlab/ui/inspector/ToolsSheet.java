package org.socketlab.ui.inspector;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.BorderPane;
import org.controlsfx.control.SegmentedButton;
import org.socketlab.model.Endpoint;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.Owner;
import org.socketlab.model.Protocol;
import org.socketlab.picture.Selection;
import org.socketlab.picture.tools.LsofTable;
import org.socketlab.picture.tools.NetstatTable;
import org.socketlab.ui.Frame;
import org.socketlab.ui.FxBridge;
import org.socketlab.ui.LineList;
import org.socketlab.ui.Messages;

/** The lab's sockets at the moment shown, as lsof and netstat print them. */
final class ToolsSheet extends BorderPane implements Sheet {
    private final LineList<String> lines = new LineList<>(line -> line);
    private final SegmentedButton tools = new SegmentedButton();
    private final FxBridge bridge;
    private Tool tool = Tool.LSOF;

    private enum Tool {
        LSOF("lsof -i"),
        LSOF_UNIX("lsof -U"),
        NETSTAT("netstat");

        private final String label;

        Tool(String label) {
            this.label = label;
        }
    }

    ToolsSheet(Messages words, FxBridge bridge) {
        this.bridge = bridge;
        getStyleClass().add("tools");
        for (Tool of : Tool.values()) {
            ToggleButton button = new ToggleButton(of.label);
            button.setId("tool-" + of.ordinal());
            button.setMinWidth(USE_PREF_SIZE);
            button.setSelected(of == tool);
            button.setOnAction(_ -> choose(of, button));
            tools.getButtons().add(button);
        }
        lines.setId("tools");
        lines.accessibleTextProperty().bind(words.say("inspector.tools.name"));
        setTop(tools);
        setCenter(lines);
    }

    @Override
    public void show(Frame frame, Optional<Selection> selection) {
        lines.show(text(frame.state()).lines().toList(), false);
    }

    @Override
    public Optional<String> command(LabState state) {
        Set<Integer> ports = ports(state);
        String numbers = String.join(",", ports.stream().map(String::valueOf).toList());
        String path = state.listeners().keySet().stream()
                .map(LabState.ListenerKey::endpoint)
                .filter(Endpoint.Unix.class::isInstance)
                .map(Endpoint::toString)
                .findFirst()
                .orElse("");
        return Optional.of(
                switch (tool) {
                    case LSOF -> ports.isEmpty() ? "lsof -nP -iTCP" : "lsof -nP -iTCP:" + numbers;
                    case LSOF_UNIX -> path.isEmpty() ? "lsof -U" : "lsof -U -a -p " + state.self();
                    case NETSTAT -> "netstat -ntlp";
                });
    }

    private String text(LabState state) {
        List<KernelSocket> sockets = state.sockets().values().stream()
                .map(SeenSocket::socket)
                .sorted(Comparator.comparing(
                                (KernelSocket socket) -> !socket.state().listens())
                        .thenComparingLong(KernelSocket::inode))
                .toList();
        return switch (tool) {
            case LSOF -> LsofTable.tcp(sockets);
            case LSOF_UNIX ->
                LsofTable.unix(
                        sockets.stream()
                                .filter(of -> of.protocol() == Protocol.UNIX)
                                .toList(),
                        java.util.Map.of());
            case NETSTAT -> NetstatTable.listening(sockets, Owner::command);
        };
    }

    private static Set<Integer> ports(LabState state) {
        Set<Integer> ports = new TreeSet<>();
        for (LabState.ListenerKey key : state.listeners().keySet()) {
            if (key.endpoint() instanceof Endpoint.Inet inet) {
                ports.add(inet.port());
            }
        }
        return ports;
    }

    private void choose(Tool chosen, ToggleButton button) {
        button.setSelected(true);
        tool = chosen;
        bridge.again();
    }
}
