package org.socketlab.model;

/**
 * What bounds a process's sockets.
 *
 * @param soft the limit on open fds that {@code ulimit -n} prints (RLIMIT_NOFILE)
 * @param hard how far an ordinary user may raise it; -1 is unlimited
 * @param ephemeralLow the first port the kernel picks for clients (net.ipv4.ip_local_port_range)
 * @param ephemeralHigh the last one
 */
public record Limits(int pid, long soft, long hard, int ephemeralLow, int ephemeralHigh) {}
