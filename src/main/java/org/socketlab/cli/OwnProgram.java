package org.socketlab.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How this very program is started once more: the same executable, JVM flags, modules and class path, whoever wrote them
 * down: Maven, the image's launcher, or a person.
 */
final class OwnProgram {
    /** Our arguments begin after it. */
    private static final String MAIN = "org.socketlab.Main";

    private static final Path SELF = Path.of("/proc/self");

    private OwnProgram() {}

    /** The command line up to our arguments. */
    static List<String> words() {
        try {
            String executable = Files.readSymbolicLink(SELF.resolve("exe")).toString();
            // the bytes as the shell gave them: the JVM decodes its own arguments by this charset too
            Charset charset = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
            String line = new String(Files.readAllBytes(SELF.resolve("cmdline")), charset);
            return words(executable, Arrays.asList(line.split("\0")));
        } catch (IOException e) {
            throw new UncheckedIOException("this process's own /proc entry cannot be read", e);
        }
    }

    /** @param arguments as in /proc/PID/cmdline, the name of the program first */
    static List<String> words(String executable, List<String> arguments) {
        int main = arguments.indexOf(MAIN);
        if (main < 1) {
            throw new IllegalStateException("this program was not started by the name " + MAIN);
        }
        List<String> words = new ArrayList<>(List.of(executable));
        words.addAll(arguments.subList(1, main + 1));
        return words;
    }
}
