package org.socketlab.server;

import java.util.ArrayList;
import java.util.List;

/** Speaks to a Dialogue without any socket, piece by piece, and keeps what comes back. */
final class Talk extends Peer {
    private static final int LARGEST_READ = 65_536;

    final Chunks chunks;
    final List<String> log = new ArrayList<>();
    private final Replies replies = new Replies(Memory::allocate, LARGEST_READ);
    private final Dialogue dialogue;
    private final StringBuilder answers = new StringBuilder();
    private boolean ended;

    Talk() {
        this(new Chunks(Memory::allocate));
    }

    Talk(Chunks chunks) {
        this.chunks = chunks;
        dialogue = new Dialogue(chunks, replies);
    }

    @Override
    void log(String line) {
        log.add(line);
    }

    /** One read's bytes, written as Latin-1. */
    Talk says(byte[] piece) {
        if (!ended) {
            replies.clear();
            ended = !dialogue.lines(this, Memory.of(piece), 0, piece.length);
            collect();
        }
        return this;
    }

    Talk says(String latin) {
        return says(Memory.bytes(latin));
    }

    Talk ends() {
        if (!ended) {
            replies.clear();
            ended = true;
            dialogue.end(this);
            collect();
        }
        return this;
    }

    Talk saysWhole(String latin) {
        byte[] piece = Memory.bytes(latin);
        replies.clear();
        ended = !dialogue.whole(this, Memory.of(piece), 0, piece.length);
        collect();
        return this;
    }

    private void collect() {
        answers.append(Memory.text(replies.memory(), replies.length()));
    }

    String answers() {
        return answers.toString();
    }

    boolean ended() {
        return ended;
    }

    /** All that can be seen of the server. */
    String seen() {
        return answers + "|" + log + "|" + ended;
    }
}
