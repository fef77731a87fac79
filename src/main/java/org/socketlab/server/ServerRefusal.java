package org.socketlab.server;

import java.util.Locale;
import org.socketlab.model.Refusal;
import org.socketlab.os.SyscallException;

/** A server could not do what was asked; nothing of the attempt is left behind. */
public final class ServerRefusal extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    ServerRefusal(Refusal refusal) {
        super(refusal.text(Locale.ENGLISH));
        this.refusal = refusal;
    }

    ServerRefusal(String code, String errno, Object... args) {
        this(Refusal.of(code, errno, args));
    }

    /** A call failed for a reason that has no sentence of its own. */
    static ServerRefusal of(SyscallException e, Object subject) {
        return new ServerRefusal("server.call-failed", e.errnoName(), e.call(), e.errnoName(), subject);
    }

    /** What happened, why, and what to do. */
    public Refusal refusal() {
        return refusal;
    }
}
