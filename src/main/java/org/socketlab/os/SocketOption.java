package org.socketlab.os;

/** Socket options with an int value, with Linux's level and number (asm-generic/socket.h, linux/tcp.h, linux/in6.h). */
public enum SocketOption {
    SO_REUSEADDR("SOL_SOCKET", 1, 2),
    SO_ERROR("SOL_SOCKET", 1, 4),
    SO_SNDBUF("SOL_SOCKET", 1, 7),
    SO_RCVBUF("SOL_SOCKET", 1, 8),
    TCP_NODELAY("SOL_TCP", 6, 1),
    TCP_DEFER_ACCEPT("SOL_TCP", 6, 9),
    TCP_SAVE_SYN("SOL_TCP", 6, 27),
    IPV6_V6ONLY("SOL_IPV6", 41, 26);

    private final String levelName;
    private final int level;
    private final int number;

    SocketOption(String levelName, int level, int number) {
        this.levelName = levelName;
        this.level = level;
        this.number = number;
    }

    /** The level as strace words it. */
    public String levelName() {
        return levelName;
    }

    public int level() {
        return level;
    }

    public int number() {
        return number;
    }
}
