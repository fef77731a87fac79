package org.socketlab.picture.menu;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.socketlab.model.Command;
import org.socketlab.model.LabState;
import org.socketlab.model.LabState.SeenFd;
import org.socketlab.model.LabState.SeenHolding;
import org.socketlab.model.LabState.SeenProcess;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.model.OwnFds;
import org.socketlab.model.Protocol;
import org.socketlab.model.SocketId;
import org.socketlab.model.SocketStage;
import org.socketlab.model.SocketState;
import org.socketlab.model.TcpState;
import org.socketlab.model.UnixState;
import org.socketlab.picture.Act;
import org.socketlab.picture.Selection;
import org.socketlab.picture.Words;
import org.socketlab.picture.diagram.Names;
import org.socketlab.picture.shell.ShellLine;

/**
 * Finds what can be done with what is selected or pointed at: with a connected socket of the lab's own what the stage can
 * do, with any other only to copy the line that shows it. Pure.
 */
public final class SocketMenu {
    /** tcp_need_reset() of net/ipv4/tcp.c: only from these does a close() with SO_LINGER 0 send RST. */
    private static final Set<TcpState> CAN_RESET = EnumSet.of(
            TcpState.ESTABLISHED, TcpState.CLOSE_WAIT, TcpState.FIN_WAIT1, TcpState.FIN_WAIT2, TcpState.SYN_RECV);

    private static final Set<SocketState> CAN_HALF_CLOSE =
            Set.of(TcpState.ESTABLISHED, TcpState.CLOSE_WAIT, UnixState.CONNECTED);
    private static final Set<SocketState> PEER_ENDED =
            Set.of(TcpState.CLOSE_WAIT, TcpState.LAST_ACK, TcpState.CLOSING, TcpState.TIME_WAIT);

    private final LabState state;
    private final OwnFds own;
    private final Words words;

    private SocketMenu(LabState state, Words words) {
        this.state = state;
        own = OwnFds.of(state);
        this.words = words;
    }

    /** The parts of the menu, one for each of the lab's own sockets first. */
    public static List<Part> of(Selection selection, LabState state, Words words) {
        return new SocketMenu(state, words).parts(selection);
    }

    private List<Part> parts(Selection selection) {
        List<Part> parts = new ArrayList<>();
        for (SocketId id : sockets(selection)) {
            fd(id).filter(_ -> !listens(id)).ifPresent(row -> parts.add(part(id, row)));
        }
        List<Choice> always = new ArrayList<>();
        String line = ShellLine.of(selection, state, ShellLine.Side.SOCKETS);
        always.add(new Choice(words.text("diagram.menu.copy", line), new Act.Copy(line)));
        for (String joins : ShellLine.connecting(selection, state)) {
            always.add(new Choice(words.text("diagram.menu.copy", joins), new Act.Copy(joins)));
        }
        if (own(selection)) {
            always.add(new Choice(words.text("diagram.menu.select"), new Act.Select(selection)));
        }
        parts.add(new Part("", always));
        return parts;
    }

    private boolean own(Selection selection) {
        return switch (selection) {
            case Selection.Process(int pid) -> own.own(pid);
            case Selection.Fd(int pid, int _) -> own.own(pid);
            case Selection.Happening(Selection within, Optional<SocketId> _, List<Long> _) -> own(within);
            case Selection.Pair _, Selection.Socket _ ->
                sockets(selection).stream().anyMatch(id -> fd(id).isPresent());
        };
    }

    private List<SocketId> sockets(Selection selection) {
        return switch (selection) {
            case Selection.Pair(SocketId client, SocketId server) -> List.of(client, server);
            case Selection.Socket(SocketId id) -> List.of(id);
            case Selection.Happening(Selection within, Optional<SocketId> id, List<Long> _) ->
                id.map(List::of).orElseGet(() -> sockets(within));
            case Selection.Process _ -> List.of();
            case Selection.Fd(int pid, int fd) ->
                Optional.ofNullable(state.processes().get(pid)).map(SeenProcess::fds).map(fds -> fds.get(fd)).stream()
                        .flatMap(row -> row.id().stream())
                        .toList();
        };
    }

    /** The lab's own row for a socket, empty where it has none. */
    private Optional<SeenFd> fd(SocketId id) {
        return own.of(id).map(OwnFds.OwnFd::row);
    }

    private boolean listens(SocketId id) {
        return Optional.ofNullable(state.sockets().get(id))
                .filter(seen -> seen.socket().state().listens())
                .isPresent();
    }

    private Part part(SocketId id, SeenFd row) {
        SocketStage held = Optional.ofNullable(state.held().get(id))
                .map(SeenHolding::stage)
                .orElse(SocketStage.FREE);
        String who = Names.who(row.actor(), words).orElse(row.actor());
        List<Choice> choices = new ArrayList<>();
        choices.add(
                held.holdRead()
                        ? choice("diagram.menu.read.release", new Command.HoldRead(id, false), "")
                        : choice(
                                "diagram.menu.read.hold",
                                new Command.HoldRead(id, true),
                                is(id, PEER_ENDED) ? "diagram.menu.peer-ended" : ""));
        choices.add(
                held.holdClose()
                        ? choice("diagram.menu.close.release", new Command.HoldClose(id, false), "")
                        : choice("diagram.menu.close.hold", new Command.HoldClose(id, true), ""));
        Names.console(row.actor())
                .ifPresent(name -> choices.add(choice(
                        "diagram.menu.half-close",
                        new Command.HalfClose(name),
                        is(id, CAN_HALF_CLOSE) ? "" : "diagram.menu.side-ended")));
        choices.add(choice("diagram.menu.reset", new Command.Reset(id), noReset(id)));
        return new Part(words.text("diagram.menu.of", who, row.fd()), choices);
    }

    private String noReset(SocketId id) {
        if (id.protocol() == Protocol.UNIX) {
            return "diagram.menu.no-reset.unix";
        }
        return is(id, CAN_RESET) ? "" : "diagram.menu.no-reset";
    }

    private boolean is(SocketId id, Set<? extends SocketState> states) {
        SeenSocket seen = state.sockets().get(id);
        return seen != null && states.contains(seen.socket().state());
    }

    private Choice choice(String key, Command command, String refused) {
        return new Choice(words.text(key), new Act.Ask(command), refused.isEmpty() ? "" : words.text(refused));
    }
}
