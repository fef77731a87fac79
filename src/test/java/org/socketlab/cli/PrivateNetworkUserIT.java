package org.socketlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.socketlab.lab.ChildParent;

/** The private network as whoever runs the tests, and as an ordinary user. */
@Timeout(120)
class PrivateNetworkUserIT {
    @TempDir
    Path folder;

    @Test
    void asWhoeverRunsTheTests() throws Exception {
        pingsInside(As.me());
    }

    @Test
    void asAnOrdinaryUser() throws Exception {
        pingsInside(As.nobody(folder));
    }

    private void pingsInside(As user) throws Exception {
        As.needs("nsenter");
        As.needs("lsof");
        As.Ran allowed = user.tool("unshare", "-Urn", "true");
        assumeTrue(allowed.code() == 0, "skipped: no namespaces for this user here: " + allowed.err());
        Process parent = user.program(ChildParent.class, "private", folder.toString());
        List<String> said = new ArrayList<>();
        for (String line = As.line(parent); line != null && !line.equals("done"); line = As.line(parent)) {
            said.add(line);
        }
        int child = Integer.parseInt(said.getFirst());
        assertThat(said.get(1))
                .startsWith("pong in net:[")
                .doesNotContain(
                        Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString());
        assertThat(said)
                .anySatisfy(line ->
                        assertThat(line).contains("127.0.0.1:1208 (LISTEN)").contains(" " + child + " "))
                .anySatisfy(line -> assertThat(line).contains("->127.0.0.1:1208 (ESTABLISHED)"))
                .anySatisfy(line -> assertThat(line).contains(" -> socket:["));
        parent.getOutputStream().close();
        assertThat(parent.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(ProcessHandle.of(child).map(ProcessHandle::isAlive).orElse(false))
                .isFalse();
    }
}
