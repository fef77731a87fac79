package org.socketlab.os.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.socketlab.os.CallSink;
import org.socketlab.os.KernelView;
import org.socketlab.os.OffHeap;
import org.socketlab.os.OperatingSystem;
import org.socketlab.os.Sockets;
import org.socketlab.os.SyscallException;

/** Linux, as this process meets it: one fd table, whoever makes the calls. Any thread. */
public final class LinuxSystem implements OperatingSystem {
    private final FdTable fds = new FdTable();
    private volatile String network = "";

    @Override
    public int pid() {
        return (int) ProcessHandle.current().pid();
    }

    @Override
    public int uid() {
        return Libc.geteuid();
    }

    @Override
    public int gid() {
        return Libc.getegid();
    }

    @Override
    public Sockets sockets(String actor, CallSink sink) {
        return new LinuxSockets(actor, sink, fds);
    }

    @Override
    public KernelView openView() throws SyscallException {
        return new LinuxKernelView(pid(), network);
    }

    @Override
    public void settleInOwnNetwork() throws SyscallException {
        network = NetworkNamespace.name();
        NetworkNamespace.raiseLoopback();
    }

    @Override
    public void limitFds(int pid, long most) throws SyscallException {
        ResourceLimit.NOFILE.setSoft(pid, most);
    }

    @Override
    public void goOnWithout(int parent) throws SyscallException {
        ParentDeath.continues(parent);
    }

    @Override
    public OffHeap allocate(int bytes) {
        ByteBuffer memory = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        return new OffHeap(memory, MemorySegment.ofBuffer(memory).address());
    }

    @Override
    public boolean hasLibrary(String name) {
        try {
            SymbolLookup.libraryLookup(name, Arena.global());
            return true;
        } catch (IllegalArgumentException notFound) {
            return false;
        }
    }
}
