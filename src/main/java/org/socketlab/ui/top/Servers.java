package org.socketlab.ui.top;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.socketlab.model.Command;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Framing;
import org.socketlab.model.IpAddress;
import org.socketlab.ui.Asking;
import org.socketlab.ui.ServerPlan;
import org.socketlab.ui.banner.Banner;
import org.socketlab.ui.banner.Notice;
import org.socketlab.ui.banner.RefusalNotices;

/** How the two servers are to be started, and what asks before the world is let in. JavaFX thread. */
public final class Servers implements RefusalNotices.Remedies {
    private static final String QUESTION = "all-interfaces";

    private final Map<String, ServerPlan> plans = new HashMap<>();
    private final ServerPlan loopback;
    private final Asking asking;
    private final Banner banner;

    public Servers(ServerPlan tcp, ServerPlan unix, Asking asking, Banner banner) {
        this.loopback = tcp;
        this.asking = asking;
        this.banner = banner;
        plans.put(tcp.server(), tcp);
        plans.put(unix.server(), unix);
    }

    /** How a server would be started now. */
    public ServerPlan plan(String server) {
        ServerPlan plan = plans.get(server);
        if (plan == null) {
            throw new IllegalArgumentException("the window knows the servers " + plans.keySet() + ", not " + server);
        }
        return plan;
    }

    /** Starts both. */
    public void startAll() {
        asking.ask(plan("tcp").start());
        if (!plan("unix").endpoints().isEmpty()) {
            asking.ask(plan("unix").start());
        }
    }

    @Override
    public void onPort(int port) {
        start(plan("tcp").on(withPort(plan("tcp").endpoints(), port)));
    }

    @Override
    public void serversAgain() {
        asking.ask(new Command.Isolate(true));
    }

    void ask(Command command) {
        asking.ask(command);
    }

    void frame(String server, Framing framing) {
        restart(plan(server).by(framing));
    }

    void loopbackOnly() {
        banner.close(QUESTION);
        restart(plan("tcp").on(withPort(loopback.endpoints(), port())));
    }

    /** Listening beyond this machine lets strangers in, so a person says yes first. */
    void askForAllInterfaces() {
        banner.show(new Notice(
                QUESTION,
                words -> words.text("top.everywhere.what", port()),
                words -> words.text("top.everywhere.more"),
                List.of(
                        new Notice.Choice(
                                "everywhere-yes", words -> words.text("top.everywhere.yes"), this::everywhere),
                        new Notice.Choice("everywhere-no", words -> words.text("top.everywhere.no"), () -> {}))));
    }

    private void everywhere() {
        List<Endpoint> any = loopback.endpoints().stream()
                .map(Endpoint.Inet.class::cast)
                .<Endpoint>map(
                        end -> new Endpoint.Inet(IpAddress.parse(end.address().v6() ? "::" : "0.0.0.0"), port()))
                .toList();
        restart(plan("tcp").on(any));
    }

    /** Where a client of a terminal's reaches the TCP server, as nc(1) takes it. */
    public String address() {
        return "127.0.0.1 " + port();
    }

    private int port() {
        return plan("tcp").endpoints().getFirst() instanceof Endpoint.Inet inet ? inet.port() : 0;
    }

    private static List<Endpoint> withPort(List<Endpoint> endpoints, int port) {
        return endpoints.stream()
                .map(Endpoint.Inet.class::cast)
                .<Endpoint>map(end -> new Endpoint.Inet(end.address(), port))
                .toList();
    }

    private void restart(ServerPlan plan) {
        asking.ask(plan.stop());
        start(plan);
    }

    private void start(ServerPlan plan) {
        plans.put(plan.server(), plan);
        asking.ask(plan.start());
    }
}
