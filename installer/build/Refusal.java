/** A step that could not be done: what happened, why, and what to do, in one sentence for the person who builds. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refusal(String sentence) {
        super(sentence);
    }
}
