package org.socketlab.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers as the command line takes them; what is none is said in one sentence, as picocli prints it. */
final class WholeNumber {
    private static final int LAST_PORT = 65_535;

    private WholeNumber() {}

    /** A port that a socket can have. */
    static final class Port implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return parse(text, 1, LAST_PORT, "a port is a number from 1 to " + LAST_PORT);
        }
    }

    /** A process's number. */
    static final class Pid implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return parse(text, 1, Integer.MAX_VALUE, "a pid is a number from 1 up, as `ps -e` lists them");
        }
    }

    /** What listen(2) takes. */
    static final class Backlog implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return parse(text, 0, Integer.MAX_VALUE, "a backlog is a number from 0 up");
        }
    }

    /** A fact's place in a recording; 0 is the moment before the first. */
    static final class Seq implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return parse(text, 0, Integer.MAX_VALUE, "a fact is a number from 0 up");
        }
    }

    private static int parse(String text, int least, int most, String is) {
        boolean digits = text.length() <= 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        long number = digits && !text.isEmpty() ? Long.parseLong(text) : -1;
        if (number < least || number > most) {
            throw new TypeConversionException(is + ", and \"" + text + "\" is not");
        }
        return (int) number;
    }
}
