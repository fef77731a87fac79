package org.socketlab.model;

/** The system calls whose every use for a server or a console is told as facts; the names are the kernel's. */
public enum SocketCall {
    socket(false),
    bind(false),
    listen(false),
    accept4(false),
    connect(false),
    read(true),
    write(true),
    shutdown(false),
    close(false),
    setsockopt(false),
    getsockopt(false),
    fcntl(false),
    fchmod(false),
    unlink(false),
    getsockname(false),
    getpeername(false),
    epoll_create1(false),
    epoll_ctl(false),
    epoll_wait(true);

    private final boolean frequent;

    SocketCall(boolean frequent) {
        this.frequent = frequent;
    }

    /** Whether a flood may thin these facts out; the others have a reserved part of the ring. */
    public boolean frequent() {
        return frequent;
    }
}
