package org.socketlab.os.linux;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.SocketId;

/**
 * Which socket stands behind each fd that this process opened through the lab, so that a call on an fd is known to be
 * one on that socket although fd numbers are used again. Any thread; reading takes no lock.
 *
 * <p>Its monitor also keeps the tale in the kernel's order: close() happens and is told while it is held, and a new fd is
 * told while it is held, so nobody tells of a number's second life before its first one's end.
 */
final class FdTable {
    /**
     * An open fd.
     *
     * @param blocking whether calls on it wait
     * @param shut whether shutdown() was called on it
     */
    record Row(SocketId id, boolean blocking, boolean shut) {}

    private volatile AtomicReferenceArray<@Nullable Row> rows = new AtomicReferenceArray<>(256);

    /** The row of an fd, null where it was not opened here. */
    @Nullable
    Row row(int fd) {
        AtomicReferenceArray<@Nullable Row> seen = rows;
        return fd >= 0 && fd < seen.length() ? seen.get(fd) : null;
    }

    /** The socket behind the fd, null where it was not opened here. */
    @Nullable
    SocketId id(int fd) {
        Row row = row(fd);
        return row == null ? null : row.id();
    }

    /** Whether calls on the fd may wait; one that was not opened here may. */
    boolean blocking(int fd) {
        Row row = row(fd);
        return row == null || row.blocking();
    }

    /** Whether shutdown() was called on the fd, or it was not opened here. */
    boolean wasShut(int fd) {
        Row row = row(fd);
        return row == null || row.shut();
    }

    synchronized void opened(int fd, SocketId id, boolean blocking) {
        while (fd >= rows.length()) {
            grow();
        }
        rows.set(fd, new Row(id, blocking, false));
    }

    private void grow() {
        AtomicReferenceArray<@Nullable Row> larger = new AtomicReferenceArray<>(rows.length() * 2);
        for (int i = 0; i < rows.length(); i++) {
            larger.set(i, rows.get(i));
        }
        rows = larger;
    }

    synchronized void blocking(int fd, boolean blocking) {
        Row row = row(fd);
        if (row != null) {
            rows.set(fd, new Row(row.id(), blocking, row.shut()));
        }
    }

    synchronized void shut(int fd) {
        Row row = row(fd);
        if (row != null) {
            rows.set(fd, new Row(row.id(), row.blocking(), true));
        }
    }

    /** Forgets the fd; call it before close(), for the number may be another thread's the moment after. */
    synchronized @Nullable SocketId closing(int fd) {
        SocketId id = id(fd);
        if (id != null) {
            rows.set(fd, null);
        }
        return id;
    }
}
