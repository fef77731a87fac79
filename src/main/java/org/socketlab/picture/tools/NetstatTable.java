package org.socketlab.picture.tools;

import java.util.List;
import java.util.function.Function;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Family;
import org.socketlab.model.KernelSocket;
import org.socketlab.model.Owner;
import org.socketlab.model.TcpState;

/**
 * Listeners as {@code netstat -ntlp} prints them (net-tools 2.10, LC_ALL=C), IPv4 first, in the kernel's own order.
 * Pure.
 */
public final class NetstatTable {
    private static final int ADDRESS = 23;
    private static final int PROGRAM = 20;

    private NetstatTable() {}

    /**
     * The whole table; its head stands also over no rows.
     *
     * @param sockets those that listen are taken, in their order
     * @param commandLine a process's /proc/PID/cmdline
     */
    public static String listening(List<KernelSocket> sockets, Function<Owner, String> commandLine) {
        StringBuilder text = new StringBuilder(
                "Active Internet connections (only servers)\n"
                        + "Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name    \n");
        for (Family family : List.of(Family.INET, Family.INET6)) {
            for (KernelSocket socket : sockets) {
                if (socket.state() == TcpState.LISTEN && socket.family() == family) {
                    row(text, socket, commandLine);
                }
            }
        }
        return text.toString();
    }

    /** Of a listener /proc/net/tcp tells the accept queue, and 0 where sock_diag tells the backlog. */
    private static void row(StringBuilder text, KernelSocket socket, Function<Owner, String> commandLine) {
        boolean v6 = socket.family() == Family.INET6;
        text.append("%-4s  %6d %6d %-23s %-23s %-11s %-20s\n"
                .formatted(
                        v6 ? "tcp6" : "tcp",
                        socket.recvQ(),
                        0,
                        socket.local() instanceof Endpoint.Inet local ? end(local) : "",
                        v6 ? ":::*" : "0.0.0.0:*",
                        "LISTEN",
                        socket.owners().isEmpty()
                                ? "-"
                                : program(socket.owners().getFirst(), commandLine)));
    }

    /** An address too long for its column loses its end, not its port; IPv6 stands without brackets. */
    private static String end(Endpoint.Inet end) {
        String port = String.valueOf(end.port());
        String address = end.normal().address().toString();
        int most = ADDRESS - 1 - port.length();
        return (address.length() > most ? address.substring(0, most) : address) + ":" + port;
    }

    /** The program's name as it was started with, a path's last part, one column less than there are. */
    private static String program(Owner owner, Function<Owner, String> commandLine) {
        String first = commandLine.apply(owner).split("\000", 2)[0];
        String name = first.startsWith("/") ? first.substring(first.lastIndexOf('/') + 1) : first;
        String program = owner.pid() + "/" + name;
        return program.length() < PROGRAM ? program : program.substring(0, PROGRAM - 1);
    }
}
