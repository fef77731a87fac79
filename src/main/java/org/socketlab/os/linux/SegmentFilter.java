package org.socketlab.os.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The classic BPF program (linux/filter.h) that lets the kernel copy only TCP segments with certain ports at either end.
 *
 * <pre>
 *  Ethernet      type 0x0800            type 0x86dd             else reject
 *                    │                      │
 *  IP            v4: TCP, no later      v6: TCP straight        else reject
 *                fragment               after the header
 *                    │                      │
 *  kept              M[0] source port, M[1] destination port, M[2] flags
 *                               │
 *  narrow        FIN, SYN or RST set                            else reject
 *                               │
 *  ports         either is one of those                         else reject
 *                               │
 *                          pass: ret snap
 * </pre>
 */
final class SegmentFilter {
    /** Jumps reach 255 instructions far; with more ports than this the kernel passes those of all. */
    private static final int MOST_PORTS = 100;

    // #define BPF_LD 0x00, BPF_LDX 0x01, BPF_ST 0x02, BPF_JMP 0x05, BPF_RET 0x06
    // #define BPF_W 0x00, BPF_H 0x08, BPF_B 0x10; BPF_ABS 0x20, BPF_IND 0x40, BPF_MEM 0x60, BPF_MSH 0xa0
    private static final int LOAD_HALF = 0x28;
    private static final int LOAD_BYTE = 0x30;
    private static final int LOAD_HALF_AFTER_X = 0x48;
    private static final int LOAD_BYTE_AFTER_X = 0x50;
    private static final int LOAD_KEPT = 0x60;
    private static final int X_IS_HEADER_LENGTH = 0xb1;
    private static final int KEEP = 0x02;
    // #define BPF_JA 0x00, BPF_JEQ 0x10, BPF_JSET 0x40
    private static final int JUMP_ALWAYS = 0x05;
    private static final int JUMP_EQUAL = 0x15;
    private static final int JUMP_SET = 0x45;
    private static final int RETURN = 0x06;

    // #define ETH_P_IP 0x0800, ETH_P_IPV6 0x86DD, IPPROTO_TCP 6
    private static final int ETH_P_IP = 0x0800;
    private static final int ETH_P_IPV6 = 0x86dd;
    private static final int TCP = 6;
    private static final int ETHERNET = 14;
    private static final int FIN_SYN_RST = 7;
    private static final int LATER_FRAGMENT = 0x1fff; // the offset's 13 bits (RFC 791)

    private static final String NEXT = "";

    /** An instruction; a jump goes to the labels, or on where they are empty. */
    private record Op(int code, String ifTrue, String ifFalse, int k) {}

    private final List<Op> ops = new ArrayList<>();
    private final Map<String, Integer> labels = new HashMap<>();

    private SegmentFilter() {}

    /**
     * @param narrow whether only segments pass that open or end a connection
     * @param snap how many bytes of each are copied
     */
    static byte[] program(List<Integer> ports, boolean narrow, int snap) {
        SegmentFilter filter = new SegmentFilter();
        if (!ports.isEmpty()) {
            filter.tcp();
            if (narrow) {
                filter.add(LOAD_KEPT, 2);
                filter.jump(JUMP_SET, FIN_SYN_RST, NEXT, "reject");
            }
            filter.ports(ports);
            filter.label("pass");
            filter.add(RETURN, snap);
        }
        filter.label("reject");
        filter.add(RETURN, 0);
        return filter.assembled();
    }

    /** Rejects what is no TCP; keeps ports and flags of what is. */
    private void tcp() {
        add(LOAD_HALF, 12);
        jump(JUMP_EQUAL, ETH_P_IP, "v4", NEXT);
        jump(JUMP_EQUAL, ETH_P_IPV6, NEXT, "reject");
        add(LOAD_BYTE, ETHERNET + 6);
        jump(JUMP_EQUAL, TCP, NEXT, "reject");
        keep(LOAD_HALF, ETHERNET + 40, 0);
        keep(LOAD_HALF, ETHERNET + 42, 1);
        keep(LOAD_BYTE, ETHERNET + 53, 2);
        jump(JUMP_ALWAYS, 0, "kept", NEXT);
        label("v4");
        add(LOAD_BYTE, ETHERNET + 9);
        jump(JUMP_EQUAL, TCP, NEXT, "reject");
        add(LOAD_HALF, ETHERNET + 6);
        jump(JUMP_SET, LATER_FRAGMENT, "reject", NEXT);
        add(X_IS_HEADER_LENGTH, ETHERNET);
        keep(LOAD_HALF_AFTER_X, ETHERNET, 0);
        keep(LOAD_HALF_AFTER_X, ETHERNET + 2, 1);
        keep(LOAD_BYTE_AFTER_X, ETHERNET + 13, 2);
        label("kept");
    }

    private void ports(List<Integer> ports) {
        if (ports.size() > MOST_PORTS) {
            return;
        }
        for (int end = 0; end < 2; end++) {
            add(LOAD_KEPT, end);
            ports.forEach(port -> jump(JUMP_EQUAL, port, "pass", NEXT));
        }
        jump(JUMP_ALWAYS, 0, "reject", NEXT);
    }

    private void keep(int load, int at, int where) {
        add(load, at);
        add(KEEP, where);
    }

    private void add(int code, int k) {
        ops.add(new Op(code, NEXT, NEXT, k));
    }

    private void jump(int code, int k, String ifTrue, String ifFalse) {
        ops.add(new Op(code, ifTrue, ifFalse, k));
    }

    private void label(String name) {
        labels.put(name, ops.size());
    }

    private byte[] assembled() {
        ByteBuffer program = ByteBuffer.allocate(8 * ops.size()).order(ByteOrder.nativeOrder());
        for (int at = 0; at < ops.size(); at++) {
            Op op = ops.get(at);
            int ifTrue = distance(op.ifTrue, at);
            boolean always = op.code == JUMP_ALWAYS; // its distance stands in k
            program.putShort((short) op.code)
                    .put((byte) (always ? 0 : ifTrue))
                    .put((byte) distance(op.ifFalse, at))
                    .putInt(always ? ifTrue : op.k);
        }
        return program.array();
    }

    private int distance(String label, int from) {
        return label.isEmpty() ? 0 : labels.getOrDefault(label, from + 1) - from - 1;
    }
}
