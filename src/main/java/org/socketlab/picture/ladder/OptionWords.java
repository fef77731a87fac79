package org.socketlab.picture.ladder;

import java.util.List;
import java.util.stream.Collectors;
import org.socketlab.picture.Numbers;
import org.socketlab.picture.Words;

/** TCP options in words, for a sentence; a segment's own line has them as tcpdump does. */
final class OptionWords {
    private static final String MSS = "mss ";
    private static final String SCALE = "wscale ";

    private OptionWords() {}

    static String of(List<String> options, Words words) {
        return options.stream()
                .map(option -> word(option, words))
                .collect(Collectors.joining(words.text("ladder.option.comma")));
    }

    /** A recording may claim any option at all; what is not one of these stays as it is. */
    private static String word(String option, Words words) {
        if (option.matches(MSS + "\\d{1,5}")) {
            return words.text("ladder.option.mss", Numbers.grouped(Long.parseLong(option.substring(MSS.length()))));
        }
        if (option.startsWith(SCALE)) {
            return words.text("ladder.option.scale", option.substring(SCALE.length()));
        }
        if (option.startsWith("TS val ")) {
            return words.text("ladder.option.timestamps");
        }
        return option.equals("sackOK") ? words.text("ladder.option.sack") : option;
    }
}
