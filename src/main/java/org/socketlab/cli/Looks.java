package org.socketlab.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.socketlab.model.Event;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.Refusal;
import org.socketlab.model.Scope;
import org.socketlab.model.SocketId;
import org.socketlab.observe.OwnerIndex;
import org.socketlab.os.KernelView;
import org.socketlab.os.SyscallException;

/** One look at the kernel for a command, owners joined. */
final class Looks {
    private Looks() {}

    /**
     * The sockets of a scope, each once, with all owners that may be read.
     *
     * <p>A dump may give a socket twice where it changes its place meanwhile: the later one counts.
     *
     * @param ownersUnread told where no owner can be read: then all are hidden
     */
    static List<KernelSocket> at(KernelView view, Scope scope, Consumer<Refusal> ownersUnread) {
        OwnerIndex index = new OwnerIndex(view);
        Map<SocketId, KernelSocket> sockets = new LinkedHashMap<>();
        try {
            Event.Looked looked = view.look(scope);
            for (KernelSocket socket : looked.sockets()) {
                sockets.put(socket.id(), socket);
            }
        } catch (SyscallException e) {
            throw new Failure(Refusal.of("observe.netlink", e.errnoName(), e.call(), e.errnoName()));
        }
        try {
            index.scan();
        } catch (SyscallException e) {
            ownersUnread.accept(Refusal.of("observe.proc", e.errnoName(), e.call(), e.errnoName()));
        }
        List<KernelSocket> joined = new ArrayList<>(sockets.size());
        for (KernelSocket socket : sockets.values()) {
            joined.add(index.joined(socket, true));
        }
        return joined;
    }
}
