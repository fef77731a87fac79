package org.socketlab.ui;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The file of what is remembered, {@code NAME=VALUE} a line, 0600, in {@code $XDG_CONFIG_HOME/socketlab} (XDG Base
 * Directory Specification 0.8; {@code ~/.config} where the variable is not an absolute path). Any thread.
 */
public final class SettingsFile {
    private static final FileAttribute<Set<PosixFilePermission>> OURS_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final long MOST_BYTES = 65_536;

    private final Path path;

    public SettingsFile(Path path) {
        this.path = path;
    }

    /** The file of this user. */
    public static SettingsFile ofUser(Map<String, String> environment, String home) {
        String configured = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path folder = configured.startsWith("/") ? Path.of(configured) : Path.of(home, ".config");
        return new SettingsFile(folder.resolve("socketlab").resolve("settings"));
    }

    public Path path() {
        return path;
    }

    /** What is written there; nothing where the file is missing, no plain file, or not to be read. */
    public Map<String, String> read() {
        Map<String, String> read = new LinkedHashMap<>();
        try {
            if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) || Files.size(path) > MOST_BYTES) {
                return read;
            }
            for (String line : new String(Files.readAllBytes(path), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    read.put(
                            line.substring(0, equals).strip(),
                            line.substring(equals + 1).strip());
                }
            }
        } catch (IOException unreadable) {
            read.clear();
        }
        return read;
    }

    /**
     * Writes all of it, whole or not at all: a new file beside the old one takes its place.
     *
     * @throws IOException where the folder or file cannot be written
     */
    public void write(Map<String, String> settings) throws IOException {
        Path folder = Objects.requireNonNull(path.toAbsolutePath().getParent(), "the root is no settings file");
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(folder, "settings", ".new", OURS_ONLY);
        try {
            StringBuilder text = new StringBuilder();
            settings.forEach(
                    (name, value) -> text.append(name).append('=').append(value).append('\n'));
            Files.writeString(fresh, text);
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
