package org.socketlab.lab;

import org.socketlab.model.Command;
import org.socketlab.model.Refusal;
import org.socketlab.os.KernelView;
import org.socketlab.os.OperatingSystem;
import org.socketlab.os.SyscallException;
import org.socketlab.server.ServerRefusal;
import org.socketlab.server.Servers;

/**
 * A lab's servers and nothing else, in the process that they have to themselves, so that its fd table is a server's. It
 * tells what they do; what the kernel makes of it is seen by the lab that started this process.
 *
 * <p>Its facts count {@code t} from where CLOCK_MONOTONIC stands at 0, so that lab needs no guess about the time between.
 */
final class LoneServers extends RecordedLab {
    private final KernelView view;
    private final ServerRoom servers;

    /** @throws SyscallException where there is no fd for an epoll set */
    LoneServers(OperatingSystem system) throws SyscallException {
        super(system, 0);
        view = system.openView();
        servers = new ServersHere(new Servers(system, view, ring, ring, new PortOwners(view)), ring, system);
        begin();
    }

    /** Commands for consoles, and for a whole lab, never come here. */
    @Override
    void perform(Command command, String by) {
        try {
            perform(command);
        } catch (ServerRefusal e) {
            ring.observed(e.refusal());
        }
    }

    private void perform(Command command) throws ServerRefusal {
        switch (command) {
            case Command.StartServer start -> servers.start(start);
            case Command.StopServer stop -> servers.stop(stop.server());
            case Command.SetStage set -> servers.setStage(set.server(), set.stage());
            case Command.LetOneIn let -> servers.letOneIn(let.server());
            case Command.HoldRead hold -> held(hold.socket(), servers.holdRead(hold.socket(), hold.held()));
            case Command.HoldClose hold -> held(hold.socket(), servers.holdClose(hold.socket(), hold.held()));
            case Command.Reset reset -> held(reset.socket(), servers.reset(reset.socket()));
            case Command.StartOver _ -> servers.startOver();
            case Command.OpenConsole _,
                    Command.Send _,
                    Command.HalfClose _,
                    Command.Disconnect _,
                    Command.CloseConsole _,
                    Command.Isolate _,
                    Command.LimitFds _,
                    Command.KillServer _,
                    Command.AddNote _ -> throw new IllegalArgumentException("nothing for a server: " + command);
        }
    }

    private void held(Object socket, boolean here) {
        if (!here) {
            ring.observed(Refusal.of("lab.not-held-here", "", socket));
        }
    }

    /** Never: whoever follows keeps the timeline. */
    @Override
    public void onStartedOver(Runnable listener) {}

    @Override
    void end() {
        servers.close();
        view.close();
    }
}
