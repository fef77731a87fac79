package org.socketlab.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that is there whole or not at all. It is to be passed on, so its mode is the umask's. */
public final class OutputFile {
    private OutputFile() {}

    /** Writes the contents; takes as long as the disk does. */
    @FunctionalInterface
    public interface Writing {
        void to(OutputStream out) throws IOException;
    }

    /**
     * Writes beside the file, then puts that in its place. An old file is replaced; what is no file, a device or a link
     * say, is left alone.
     *
     * @throws IOException where it cannot be written, with a reason for people; nothing is left behind then
     */
    public static void write(Path path, Writing writing) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(path.toString(), null, "it is there already and is no file");
        }
        Path part = path.resolveSibling(
                path.getFileName() + ".part" + ProcessHandle.current().pid());
        try {
            try (OutputStream out = new BufferedOutputStream(
                    Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
                writing.to(out);
            }
            Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
