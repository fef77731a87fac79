package org.socketlab.os;

/** Everything the lab asks of the system it runs on; the composition root picks one. Any thread. */
public interface OperatingSystem {
    /** The lab's own pid. */
    int pid();

    /** The effective user's number. */
    int uid();

    /** The effective group's number. */
    int gid();

    /** Calls for one actor ({@code server:tcp}, {@code console:A} …), told to the sink. */
    Sockets sockets(String actor, CallSink sink);

    /** A new view; whoever opens it closes it. Throws where netlink or /proc cannot be had. */
    KernelView openView() throws SyscallException;

    /**
     * Settles this process in a network namespace that was made for it: brings its loopback device up. Sockets that views
     * opened from now on see bear the namespace's name.
     *
     * @throws SyscallException with EPERM where the namespace is not this process's to change
     */
    void settleInOwnNetwork() throws SyscallException;

    /**
     * Sets how many fds a process of this user may have: its soft RLIMIT_NOFILE (prlimit(2)); the hard one stays.
     *
     * @throws SyscallException with EINVAL above the hard one, ESRCH where there is no such process
     */
    void limitFds(int pid, long most) throws SyscallException;

    /**
     * Has the kernel let this process go on (SIGCONT) when the thread that started it ends, so that one that is stopped
     * (SIGSTOP) still meets the end of those it belongs to, and ends in order. The calling thread stays while that shall be.
     *
     * @param parent the pid of the process that started this one
     * @throws SyscallException with ESRCH where that has ended already
     */
    void goOnWithout(int parent) throws SyscallException;

    /** Off-heap memory of that many bytes, freed with the last reference to it. */
    OffHeap allocate(int bytes);

    /** Whether the dynamic linker finds a library of that name, {@code libgtk-3.so.0} for one; it stays loaded (dlopen(3)). */
    boolean hasLibrary(String name);
}
