package org.socketlab.recording;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that only their owner may read, from their birth. */
final class PrivateFiles {
    private static final FileAttribute<Set<PosixFilePermission>> MODE_0600 =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> MODE_0700 =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private PrivateFiles() {}

    /** A new file of mode 0600 that was not there before. */
    static FileChannel create(Path path) throws IOException {
        return FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                MODE_0600);
    }

    /**
     * A file of mode 0600 in a temporary folder of mode 0700, both without a name as soon as they are open: the kernel
     * frees them with the channel, even where the lab is killed.
     */
    static FileChannel nameless() throws IOException {
        Path folder = Files.createTempDirectory("socketlab", MODE_0700);
        Path file = folder.resolve("facts");
        try {
            FileChannel channel = create(file);
            Files.delete(file);
            return channel;
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }
}
