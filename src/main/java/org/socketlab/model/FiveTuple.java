package org.socketlab.model;

/** What tells one connection from every other: protocol, local and remote endpoint (the article's 5-tuple). */
public record FiveTuple(Protocol protocol, Endpoint local, Endpoint remote) {
    /** The same connection as its other end has it. */
    public FiveTuple reversed() {
        return new FiveTuple(protocol, remote, local);
    }

    /** With v4-mapped addresses as plain IPv4: a dual-stack server's child and its client then agree. */
    public FiveTuple normal() {
        Endpoint plainLocal = normal(local);
        Endpoint plainRemote = normal(remote);
        return plainLocal == local && plainRemote == remote ? this : new FiveTuple(protocol, plainLocal, plainRemote);
    }

    private static Endpoint normal(Endpoint end) {
        return end instanceof Endpoint.Inet inet ? inet.normal() : end;
    }

    /** As the article writes it: {@code [tcp, 127.0.0.1, 35123, 127.0.0.1, 1208]}. */
    @Override
    public String toString() {
        return "[" + protocol.word() + ", " + part(local) + ", " + part(remote) + "]";
    }

    private static String part(Endpoint end) {
        return end instanceof Endpoint.Inet inet ? inet.address() + ", " + inet.port() : end.toString();
    }
}
