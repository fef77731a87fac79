package org.socketlab.server;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.Refusal;

/**
 * Loads, while there are fds, what is needed when there are none. A class that lies in a folder, as in a build, takes an fd
 * to load, and one that could not be loaded once stays missing for ever; from a jar it takes none.
 */
final class Preload {
    private static final List<String> PACKAGES = List.of("model", "os", "os/linux", "trace", "server");
    private static final String CLASS = ".class";

    private Preload() {}

    /** Loads the classes that serve, where they lie in a folder, and the sentences of refusals. */
    static void whatServes() {
        new Refusal("server.out-of-fds", List.of(""), "").text(Locale.ENGLISH);
        Path folder = folder();
        if (folder != null) {
            PACKAGES.forEach(
                    name -> load(folder, folder.resolve("org/socketlab").resolve(name)));
        }
    }

    private static @Nullable Path folder() {
        CodeSource source = Preload.class.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return null;
        }
        try {
            URI location = source.getLocation().toURI();
            return location.getScheme().equals("file") && Files.isDirectory(Path.of(location))
                    ? Path.of(location)
                    : null;
        } catch (URISyntaxException noFolder) {
            return null;
        }
    }

    private static void load(Path top, Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(one -> one.toString().endsWith(CLASS)).toList()) {
                String name = top.relativize(file).toString().replace('/', '.');
                Class.forName(name.substring(0, name.length() - CLASS.length()), false, Preload.class.getClassLoader());
            }
        } catch (IOException | ClassNotFoundException | LinkageError e) {
            // then it is loaded when it is used, as any class is; only without a free fd is that too late
        }
    }
}
