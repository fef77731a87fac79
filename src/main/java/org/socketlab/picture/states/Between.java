package org.socketlab.picture.states;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.socketlab.model.SocketState;
import org.socketlab.model.TcpState;

/**
 * What must lie between two states of which the second was seen after the first.
 *
 * @param states those that every way passes through
 * @param ways those that belong to every way
 * @param straight whether there is one way only and nothing lies on it
 * @param several whether there is more than one
 */
record Between(Set<SocketState> states, Set<Way> ways, boolean straight, boolean several) {
    static Between of(Role role, SocketState from, SocketState to) {
        List<List<Way>> routes = new ArrayList<>();
        List<Boolean> reset = new ArrayList<>();
        walk(role, from, to, new ArrayList<>(), routes, reset);
        if (routes.isEmpty()) {
            return new Between(Set.of(), Set.of(), false, false);
        }
        Set<Way> ways = EnumSet.allOf(Way.class);
        Set<SocketState> states = new HashSet<>();
        routes.getFirst().forEach(way -> states.add(way.to()));
        for (int i = 0; i < routes.size(); i++) {
            ways.retainAll(routes.get(i));
            Set<SocketState> passed = new HashSet<>();
            routes.get(i).forEach(way -> passed.add(way.to()));
            states.retainAll(passed);
        }
        states.remove(to);
        boolean one = routes.size() == 1;
        return new Between(states, ways, one && routes.getFirst().size() == 1 && !reset.getFirst(), !one);
    }

    /** Every route without a circle; a reset's is the ways up to it. */
    private static void walk(
            Role role, SocketState at, SocketState to, List<Way> gone, List<List<Way>> routes, List<Boolean> reset) {
        if (at == to && !gone.isEmpty()) {
            routes.add(List.copyOf(gone));
            reset.add(false);
            return;
        }
        if (to == TcpState.CLOSED && resettable(at)) {
            routes.add(List.copyOf(gone));
            reset.add(true);
        }
        for (Way way : Way.values()) {
            boolean circle = gone.stream().anyMatch(before -> before.from() == way.to());
            if (way.from() == at && role.goes(way) && !circle) {
                gone.add(way);
                walk(role, way.to(), to, gone, routes, reset);
                gone.removeLast();
            }
        }
    }

    /** From where a reset is another way to CLOSED than the one that is drawn. */
    private static boolean resettable(SocketState state) {
        return state instanceof TcpState tcp
                && switch (tcp) {
                    case CLOSED, LISTEN, LAST_ACK, TIME_WAIT -> false;
                    default -> true;
                };
    }
}
