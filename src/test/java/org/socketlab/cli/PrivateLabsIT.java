package org.socketlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.socketlab.lab.ChildLab;
import org.socketlab.lab.ChildParent;
import org.socketlab.os.linux.LinuxSystem;

/** The private labs that were started: kept until they are closed, and not a moment longer. */
@Timeout(90)
class PrivateLabsIT {
    @Test
    void oneThatWasClosedIsLetGoAndOneThatWasNotIsClosedInTheEnd() throws Exception {
        As.Ran allowed = As.me().tool("unshare", "-Urn", "true");
        assumeTrue(allowed.code() == 0, "skipped: no namespaces for this user here: " + allowed.err());
        ProcessHandle open;
        try (PrivateLabs labs = new PrivateLabs(new LinuxSystem(), Map.of(), ChildParent::program)) {
            List<ChildLab> held = new ArrayList<>(List.of(labs.start()));
            open = ProcessHandle.of(labs.start().pid()).orElseThrow();
            held.getFirst().close();
            WeakReference<ChildLab> closed = new WeakReference<>(held.removeFirst());
            for (int collected = 0; closed.get() != null && collected < 50; collected++) {
                System.gc();
            }
            assertThat(closed.get()).isNull();
            assertThat(open.isAlive()).isTrue();
        }
        assertThat(open.isAlive()).isFalse();
    }
}
