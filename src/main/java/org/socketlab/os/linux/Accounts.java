package org.socketlab.os.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Names of users or groups by number, from passwd(5) or group(5); read again when the file changes. Any thread. */
final class Accounts {
    private final Path file;
    private volatile Map<Integer, String> names = Map.of();
    private volatile FileTime read = FileTime.fromMillis(0);

    private Accounts(String file) {
        this.file = Path.of(file);
    }

    static Accounts users() {
        return new Accounts("/etc/passwd");
    }

    static Accounts groups() {
        return new Accounts("/etc/group");
    }

    /** The name of a number, or the number itself where it has none. */
    String name(int number) {
        String known = names.get(number);
        if (known == null) {
            refresh();
            known = names.get(number);
        }
        return known == null ? Integer.toUnsignedString(number) : known;
    }

    private void refresh() {
        try {
            FileTime changed = Files.getLastModifiedTime(file);
            if (!changed.equals(read)) {
                Map<Integer, String> fresh = new ConcurrentHashMap<>();
                for (String line :
                        Files.readString(file, StandardCharsets.ISO_8859_1).split("\n")) {
                    String[] fields = line.split(":");
                    if (fields.length > 2 && fields[2].matches("\\d{1,10}")) {
                        fresh.putIfAbsent((int) Long.parseLong(fields[2]), fields[0]);
                    }
                }
                names = fresh;
                read = changed;
            }
        } catch (IOException noSuchFile) {
            names = Map.of(); // numbers then stand for themselves
        }
    }
}
