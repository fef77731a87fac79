package org.socketlab.model;

import java.util.List;
import java.util.OptionalLong;

/** What a person, a lesson or a script asks of the lab. Names of servers and consoles: {@code tcp}, {@code A} … */
public sealed interface Command {
    /** Bind and listen on all of these, or on none. */
    record StartServer(String server, List<Endpoint> endpoints, Framing framing, int backlog) implements Command {
        public StartServer {
            endpoints = List.copyOf(endpoints);
        }
    }

    /** Stop listening, end the server's connections, take the socket file away. */
    record StopServer(String server) implements Command {}

    /** Set the three stage switches. */
    record SetStage(String server, Stage stage) implements Command {}

    /** While accept is held: accept exactly one connection. */
    record LetOneIn(String server) implements Command {}

    /** Open a console with this name; where a console of that name has ended, it connects anew. */
    record OpenConsole(String console, Endpoint target) implements Command {}

    /** Send these bytes from the console. */
    record Send(String console, Bytes bytes) implements Command {}

    /** shutdown(SHUT_WR) on the console's socket. */
    record HalfClose(String console) implements Command {}

    /** Hold back read() on one of the lab's own connected sockets, or go on reading. */
    record HoldRead(SocketId socket, boolean held) implements Command {}

    /** Hold back close() on one of the lab's own connected sockets, or do what was held. */
    record HoldClose(SocketId socket, boolean held) implements Command {}

    /** SO_LINGER with a time of 0, then close(): the peer gets RST. One of the lab's own TCP sockets. */
    record Reset(SocketId socket) implements Command {}

    /** End the console's connection, also while connect() blocks. */
    record Disconnect(String console) implements Command {}

    /** Disconnect and forget the console. */
    record CloseConsole(String console) implements Command {}

    /** Let the servers run in a process of their own, which is started, or in the lab's again. */
    record Isolate(boolean on) implements Command {}

    /** Lower, or raise again, how many fds the servers' own process may have: its RLIMIT_NOFILE (prlimit(2)). */
    record LimitFds(int most) implements Command {}

    /** SIGKILL to the servers' own process. */
    record KillServer() implements Command {}

    /** Close all connections, empty the timeline, listen again. */
    record StartOver() implements Command {}

    /** A bookmark at the moment after fact {@code at}; where that is empty, at the moment it is made. */
    record AddNote(String text, String author, OptionalLong at) implements Command {}
}
