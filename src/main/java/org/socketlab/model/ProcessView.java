package org.socketlab.model;

/**
 * A process as /proc shows it.
 *
 * @param command /proc/PID/comm
 * @param user the effective user's name, or number where it has none
 */
public record ProcessView(int pid, String command, String user) {}
