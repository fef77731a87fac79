package org.socketlab.os.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** The two little programs that let the kernel pass on only sockets with certain ports at either end. */
final class PortFilter {
    // enum { INET_DIAG_REQ_NONE, INET_DIAG_REQ_BYTECODE, …
    private static final int INET_DIAG_REQ_BYTECODE = 1;
    // enum { INET_DIAG_BC_NOP, INET_DIAG_BC_JMP, …, INET_DIAG_BC_S_EQ = 11, INET_DIAG_BC_D_EQ = 12
    private static final int JMP = 1;
    private static final int S_EQ = 11;
    private static final int D_EQ = 12;

    // #define BPF_LD 0x00 | BPF_H 0x08 | BPF_ABS 0x20
    private static final int LOAD_HALF = 0x28;
    // #define BPF_JMP 0x05 | BPF_JEQ 0x10 | BPF_K 0x00
    private static final int JUMP_EQUAL = 0x15;
    // #define BPF_RET 0x06 | BPF_K 0x00
    private static final int RETURN = 0x06;

    /** Jumps reach 255 instructions far; with more ports than this the kernel passes on all. */
    private static final int MOST_PORTS = 120;

    private PortFilter() {}

    /**
     * The attribute that filters a dump by one port.
     *
     * <pre>
     *  0  S_EQ yes 8, no 12    source port equal?  yes: on to 8     no: 12
     *  4       port
     *  8  JMP  no 12           to 20, the end: passed
     * 12  D_EQ yes 8, no 12    destination port equal?  yes: 20, passed     no: 24, beyond the end: left out
     * 16       port
     * </pre>
     */
    static byte[] bytecode(int port) {
        ByteBuffer attribute = ByteBuffer.allocate(24).order(ByteOrder.nativeOrder());
        attribute.putShort((short) 24).putShort((short) INET_DIAG_REQ_BYTECODE);
        operation(attribute, S_EQ, 8, 12);
        operation(attribute, 0, 0, port);
        operation(attribute, JMP, 4, 12);
        operation(attribute, D_EQ, 8, 12);
        operation(attribute, 0, 0, port);
        return attribute.array();
    }

    private static void operation(ByteBuffer into, int code, int yes, int no) {
        into.put((byte) code).put((byte) yes).putShort((short) no);
    }

    /**
     * A classic BPF program (linux/filter.h) over a destroy event: the ports stand at 20 and 22, in network order, as
     * BPF loads them. Whoever closed with a reset has lost its remote port by then, and often its local address
     * (tcp_disconnect() in net/ipv4/tcp.c), so an event without a remote port passes too; it is known by its cookie.
     *
     * <pre>
     *  ldh [20]   jeq port… → pass   ldh [22]   jeq port… → pass   jeq 0 → pass   ret 0   pass: ret -1
     * </pre>
     */
    static byte[] program(List<Integer> ports) {
        if (ports.isEmpty() || ports.size() > MOST_PORTS) {
            ByteBuffer program = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
            instruction(program, RETURN, 0, ports.isEmpty() ? 0 : -1);
            return program.array();
        }
        int instructions = 2 * ports.size() + 5;
        ByteBuffer program = ByteBuffer.allocate(8 * instructions).order(ByteOrder.nativeOrder());
        instruction(program, LOAD_HALF, 0, 20);
        ports.forEach(port -> passIf(program, port));
        instruction(program, LOAD_HALF, 0, 22);
        ports.forEach(port -> passIf(program, port));
        passIf(program, 0);
        instruction(program, RETURN, 0, 0);
        instruction(program, RETURN, 0, -1);
        return program.array();
    }

    /** Goes on to the last instruction where the loaded port is this one. */
    private static void passIf(ByteBuffer program, int port) {
        int left = program.remaining() / 8;
        instruction(program, JUMP_EQUAL, left - 2, port);
    }

    private static void instruction(ByteBuffer into, int code, int ifTrue, int k) {
        into.putShort((short) code).put((byte) ifTrue).put((byte) 0).putInt(k);
    }
}
