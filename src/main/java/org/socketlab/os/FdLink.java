package org.socketlab.os;

import java.time.Instant;
import org.socketlab.model.FdEntry;

/**
 * A link in /proc/PID/fd as lstat(2) shows it, for {@code ls -l}.
 *
 * @param permissions all nine letters, {@code rwx------}
 * @param size what lstat tells as the link's size, bytes
 * @param changed the link's time; the kernel sets it when somebody first looks
 */
public record FdLink(FdEntry entry, String permissions, int links, int uid, int gid, long size, Instant changed) {}
