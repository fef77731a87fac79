package org.socketlab.model;

/**
 * A file descriptor of some process that stands for a socket.
 *
 * @param command the process's name (/proc/PID/comm, at most 15 bytes)
 * @param user the name of the user that the process runs as, or the number where it has no name
 * @param mode {@code r}, {@code w} or {@code u} (both), as lsof prints it
 */
public record Owner(int pid, String command, String user, int fd, String mode) {}
