package org.socketlab.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** A command's standard output, which may be full, or closed by whoever read it. */
final class Output {
    private Output() {}

    /**
     * Prints and flushes.
     *
     * @throws Failure where not all of it could be written
     */
    static void print(@Nullable CommandSpec spec, String text) {
        if (spec == null) {
            return;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(text);
        if (out.checkError()) {
            throw new Failure("Not all of the output could be written. Standard output takes no more:"
                    + " its disk is full, or who read it has ended. Write it somewhere else.");
        }
    }
}
