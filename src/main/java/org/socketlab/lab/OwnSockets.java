package org.socketlab.lab;

import org.socketlab.client.Console;
import org.socketlab.model.Protocol;
import org.socketlab.model.Refusal;
import org.socketlab.model.SocketId;
import org.socketlab.os.FactSink;
import org.socketlab.os.SyscallException;
import org.socketlab.server.ServerRefusal;

/** What is done to one of the lab's own connected sockets, be it a console's or a server's. The lab's thread only. */
final class OwnSockets {
    private final ConsoleRoom consoles;
    private final ServerPlaces servers;
    private final FactSink facts;

    OwnSockets(ConsoleRoom consoles, ServerPlaces servers, FactSink facts) {
        this.consoles = consoles;
        this.servers = servers;
        this.facts = facts;
    }

    void holdRead(SocketId socket, boolean held) {
        on(socket, console -> console.holdRead(held), () -> servers.room().holdRead(socket, held));
    }

    void holdClose(SocketId socket, boolean held) {
        on(socket, console -> console.holdClose(held), () -> servers.room().holdClose(socket, held));
    }

    /** Only TCP has a segment that says RST. */
    void reset(SocketId socket) {
        if (socket.protocol() != Protocol.TCP) {
            facts.observed(Refusal.of("lab.no-reset", "", socket));
            return;
        }
        on(
                socket,
                console -> {
                    console.reset();
                    return true;
                },
                () -> servers.room().reset(socket));
    }

    /** False where the console's connection is ending anyway. */
    private interface OnConsole {
        boolean does(Console console) throws SyscallException;
    }

    /** False where no server has the connection. */
    private interface OnServer {
        boolean does() throws ServerRefusal;
    }

    private void on(SocketId socket, OnConsole onConsole, OnServer onServer) {
        try {
            Console console = consoles.having(socket);
            if (console == null ? !onServer.does() : !onConsole.does(console)) {
                facts.observed(Refusal.of("lab.not-held-here", "", socket));
            }
        } catch (ServerRefusal e) {
            facts.observed(e.refusal());
        } catch (SyscallException e) {
            facts.observed(Refusal.of("server.call-failed", e.errnoName(), e.call(), e.errnoName(), socket));
        }
    }
}
