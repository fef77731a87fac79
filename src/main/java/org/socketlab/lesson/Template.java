package org.socketlab.lesson;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A text with places for what only the running lab knows: {@code ss -tn "sport = :{port of tcp}"}. */
public record Template(List<Piece> pieces) {
    public Template {
        pieces = List.copyOf(pieces);
    }

    /** A piece of it: letters, or a term to be looked up. */
    public sealed interface Piece {
        record Letters(String text) implements Piece {}

        record Place(Term term) implements Piece {}
    }

    /** The text with every term put in. */
    public String with(Function<Term, String> value) {
        StringBuilder text = new StringBuilder();
        for (Piece piece : pieces) {
            switch (piece) {
                case Piece.Letters(String letters) -> text.append(letters);
                case Piece.Place(Term term) -> text.append(value.apply(term));
            }
        }
        return text.toString();
    }

    List<Term> terms() {
        List<Term> terms = new ArrayList<>();
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Place(Term term)) {
                terms.add(term);
            }
        }
        return terms;
    }
}
