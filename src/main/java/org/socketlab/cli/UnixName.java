package org.socketlab.cli;

import java.nio.file.Path;
import org.socketlab.model.Endpoint;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The name of a Unix socket as the command line takes it: a path, or {@code @name} for one in no file system. */
final class UnixName {
    /** Reads a name; what is wrong with it is said in one sentence, as picocli prints it. */
    static final class Converter implements ITypeConverter<Endpoint.Unix> {
        @Override
        public Endpoint.Unix convert(String text) {
            return parse(text);
        }
    }

    private UnixName() {}

    static Endpoint.Unix parse(String text) {
        if (text.isEmpty()) {
            throw new TypeConversionException("an empty name is nobody's; write a path such as /tmp/lab.sock");
        }
        Endpoint.Unix name = new Endpoint.Unix(text);
        if (!name.spellable()) {
            throw new TypeConversionException("\"" + text + "\" holds bytes that are no text in "
                    + System.getProperty("sun.jnu.encoding", "this locale's encoding")
                    + ", so another name would be meant; set LC_ALL=C.UTF-8, or take a name in plain ASCII");
        }
        return name;
    }

    /** The same name whatever the current folder is. */
    static Endpoint.Unix absolute(Endpoint.Unix name) {
        return name.abstractName()
                ? name
                : new Endpoint.Unix(
                        Path.of(name.path()).toAbsolutePath().normalize().toString());
    }
}
