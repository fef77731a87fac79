package org.socketlab.picture.tools;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.socketlab.model.Endpoint;
import org.socketlab.model.KernelSocket;
import org.socketlab.os.FdLink;

/** An fd table as {@code ls -l /proc/PID/fd} prints it (GNU coreutils, LC_ALL=C), and what its sockets are. Pure. */
public final class LsListing {
    /** Half a Gregorian year, as ls counts it: what is older, or later than now, shows its year. */
    private static final long RECENT = 31_556_952 / 2;

    private static final DateTimeFormatter NEW = DateTimeFormatter.ofPattern("MMM ppd HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter OLD = DateTimeFormatter.ofPattern("MMM ppd  yyyy", Locale.ENGLISH);

    private LsListing() {}

    /** What ls prints, names in the order of their bytes: 0, 1, 10, 2. */
    public static String links(
            List<FdLink> links, IntFunction<String> users, IntFunction<String> groups, Instant now, ZoneId zone) {
        int count = width(links, FdLink::links);
        int user = width(links, users, FdLink::uid);
        int group = width(links, groups, FdLink::gid);
        int size = links.stream()
                .mapToInt(link -> String.valueOf(link.size()).length())
                .max()
                .orElse(1);
        StringBuilder text = new StringBuilder("total 0\n");
        String format = "l%s %" + count + "d %-" + user + "s %-" + group + "s %" + size + "d %s %d -> %s\n";
        links.stream()
                .sorted(Comparator.comparing(link -> String.valueOf(link.entry().fd())))
                .forEach(link -> text.append(format.formatted(
                        link.permissions(),
                        link.links(),
                        users.apply(link.uid()),
                        groups.apply(link.gid()),
                        link.size(),
                        time(link.changed(), now, zone),
                        link.entry().fd(),
                        link.entry().target())));
        return text.toString();
    }

    private static int width(List<FdLink> links, ToIntFunction<FdLink> number) {
        return links.stream()
                .mapToInt(link -> String.valueOf(number.applyAsInt(link)).length())
                .max()
                .orElse(1);
    }

    private static int width(List<FdLink> links, IntFunction<String> names, ToIntFunction<FdLink> number) {
        return links.stream()
                .mapToInt(link -> names.apply(number.applyAsInt(link)).length())
                .max()
                .orElse(1);
    }

    private static String time(Instant changed, Instant now, ZoneId zone) {
        boolean recent = !changed.isAfter(now) && changed.isAfter(now.minusSeconds(RECENT));
        return (recent ? NEW : OLD).format(ZonedDateTime.ofInstant(changed, zone));
    }

    /** A line for each fd that is a socket, by fd: what the kernel knows of the inode that the link names. */
    public static String sockets(List<FdLink> links, Map<Long, KernelSocket> byInode) {
        StringBuilder text = new StringBuilder();
        links.stream()
                .sorted(Comparator.comparingInt(link -> link.entry().fd()))
                .forEach(link -> {
                    OptionalLong inode = link.entry().socketInode();
                    if (inode.isPresent()) {
                        KernelSocket socket = byInode.get(inode.getAsLong());
                        text.append(link.entry().fd())
                                .append(" -> ")
                                .append(
                                        socket == null
                                                ? "neither bound nor connected, or not TCP or Unix"
                                                : words(socket))
                                .append('\n');
                    }
                });
        return text.toString();
    }

    private static String words(KernelSocket socket) {
        String ends = socket.remote().equals(Endpoint.NONE)
                ? socket.local().toString()
                : socket.local() + " -> " + socket.remote();
        return (socket.protocol().word() + " " + socket.state().name() + " " + printable(ends)).stripTrailing();
    }

    /** A control character in a name, which would break the line or the terminal, as {@code \xNN}. */
    private static String printable(String name) {
        StringBuilder text = new StringBuilder();
        name.chars().forEach(c -> text.append(Character.isISOControl(c) ? "\\x%02x".formatted(c) : (char) c));
        return text.toString();
    }
}
