package org.socketlab.export;

/** Texts as XML has them: no text of a fact, whatever it says, becomes markup. */
final class Xml {
    private static final char NONE = '\uFFFD';

    private Xml() {}

    /** Fit for an element's content and for an attribute in double quotes; what XML 1.0 cannot hold becomes U+FFFD. */
    static String escaped(String text) {
        StringBuilder xml = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> xml.append("&amp;");
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '"' -> xml.append("&quot;");
                case '\t', '\n', '\r' -> xml.append("&#").append(c).append(';');
                default -> xml.appendCodePoint(allowed(c) ? c : NONE);
            }
        });
        return xml.toString();
    }

    /** The production Char of XML 1.0, 2.2. */
    private static boolean allowed(int c) {
        return c >= 0x20 && c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD || c >= 0x10000;
    }
}
