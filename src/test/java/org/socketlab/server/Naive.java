package org.socketlab.server;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The lab protocol once more, written for plainness and from its description alone, to compare with. */
final class Naive {
    private static final int[] SPACES = {
        0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x20, 0x85, 0xa0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006,
        0x2007, 0x2008, 0x2009, 0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000
    };

    final StringBuilder answers = new StringBuilder();
    final List<String> log = new ArrayList<>();
    boolean ended;

    /** A whole conversation in line framing, as Latin-1, up to the peer's end. */
    static Naive whole(String input) {
        Naive naive = new Naive();
        String rest = input;
        while (!naive.ended) {
            int feed = rest.indexOf('\n');
            if ((feed < 0 ? rest.length() : feed) > 65_536) {
                naive.log.add("line too long");
                naive.ended = true;
            } else if (feed < 0) {
                if (!rest.isEmpty()) {
                    naive.request(rest);
                }
                naive.ended = true;
            } else {
                naive.request(rest.substring(0, feed));
                rest = rest.substring(feed + 1);
            }
        }
        return naive;
    }

    private void request(String raw) {
        String text = strip(raw);
        int space = text.indexOf(' ');
        String word = space < 0 ? text : text.substring(0, space);
        switch (word) {
            case "ping" -> answers.append("pong\n");
            case "echo" ->
                answers.append(space < 0 ? "" : text.substring(space + 1)).append('\n');
            case "quit" -> ended = true;
            default -> log.add("Unsupported command: " + escaped(word));
        }
    }

    static String strip(String raw) {
        String text = raw;
        for (boolean again = true; again; ) {
            again = false;
            for (int space : SPACES) {
                String spelled = spelled(space);
                if (text.startsWith(spelled)) {
                    text = text.substring(spelled.length());
                    again = true;
                }
                if (text.endsWith(spelled)) {
                    text = text.substring(0, text.length() - spelled.length());
                    again = true;
                }
            }
        }
        return text;
    }

    /** A code point's UTF-8 bytes, as Latin-1. */
    static String spelled(int codePoint) {
        return new String(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    static int[] spaces() {
        return SPACES.clone();
    }

    private static String escaped(String word) {
        StringBuilder text = new StringBuilder();
        for (char c : word.substring(0, Math.min(200, word.length())).toCharArray()) {
            text.append(c == '\\' ? "\\\\" : c > ' ' && c <= '~' ? "" + c : String.format("\\x%02X", (int) c));
        }
        return word.length() > 200 ? text + "…" : text.toString();
    }

    String seen() {
        return answers + "|" + log + "|" + ended;
    }
}
