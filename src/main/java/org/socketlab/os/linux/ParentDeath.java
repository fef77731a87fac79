package org.socketlab.os.linux;

import org.socketlab.os.Errno;
import org.socketlab.os.SyscallException;

/**
 * What the kernel does with this process when the thread that started it ends (prctl(2)). Not SIGKILL: a process that goes
 * on takes its socket files away itself.
 */
final class ParentDeath {
    // #define PR_SET_PDEATHSIG 1 (linux/prctl.h)
    private static final int PR_SET_PDEATHSIG = 1;
    // #define SIGCONT 18 (asm-generic/signal.h)
    private static final int SIGCONT = 18;

    private ParentDeath() {}

    /** As {@link org.socketlab.os.OperatingSystem#goOnWithout}. The setting is the calling thread's own. */
    static void continues(int parent) throws SyscallException {
        Tale.check("prctl", Libc.prctl(PR_SET_PDEATHSIG, SIGCONT));
        // who ended before that call would never be told
        if (ProcessHandle.current().parent().filter(now -> now.pid() != parent).isPresent()) {
            throw new SyscallException("getppid", Errno.ESRCH.number());
        }
    }
}
