package org.socketlab.lab;

import java.util.List;
import java.util.Set;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.SocketId;
import org.socketlab.model.Stage;
import org.socketlab.server.ServerRefusal;

/**
 * The lab's servers as commands want them, in whichever process they run: what is refused becomes a fact. The lab's thread
 * only; each returns once it is done.
 */
interface ServerRoom extends AutoCloseable {
    void start(Command.StartServer asked);

    void stop(String name);

    void setStage(String name, Stage stage);

    void letOneIn(String name);

    /**
     * Holds back read() on an accepted socket, or goes on reading.
     *
     * @return false where no server has that connection, and nobody has said so yet
     */
    boolean holdRead(SocketId socket, boolean held) throws ServerRefusal;

    /** The same with close(). */
    boolean holdClose(SocketId socket, boolean held) throws ServerRefusal;

    /** Closes an accepted socket with RST; false as above. */
    boolean reset(SocketId socket) throws ServerRefusal;

    /**
     * Stops all and starts them where they were, with nothing on the stage. Every connection is asked to end first, so
     * that the half second a silent peer is given runs for all of them at once.
     */
    void startOver();

    /** How each server that is up was started, with the ports that the kernel picked. */
    List<Command.StartServer> up();

    /** Where servers listen, or did since the last start over: what became of their connections is still to be seen. */
    Set<Endpoint> endpoints();

    /** Stops all; idempotent. */
    @Override
    void close();
}
