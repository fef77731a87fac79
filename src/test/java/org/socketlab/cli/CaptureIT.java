package org.socketlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.socketlab.lab.CapturedLife;
import org.socketlab.os.linux.LinuxSystem;
import org.socketlab.picture.shell.CaptureLine;

/** One connection's life, told by a lab that may capture and by one that may not. */
@Timeout(120)
class CaptureIT {
    /** nobody and nogroup, by number. */
    private static final int NOBODY = 65_534;

    private static final String IN_A_NETWORK_OF_ITS_OWN =
            "exec unshare -Urn sh -c 'ip link set lo up && exec \"$@\"' sh \"$@\"";

    @TempDir
    Path folder;

    private static void isWhole(As.Ran ran) {
        assertThat(ran.err()).isEmpty();
        List<String> captured = ran.out()
                .lines()
                .filter(line -> line.startsWith("capture "))
                .map(line -> line.substring("capture observed ".length()))
                .toList();
        assertThat(captured).startsWith("SYN 0", "SYN ACK 0", "ACK 0", "PSH ACK 5", "ACK 0", "PSH ACK 5");
        assertThat(captured).filteredOn(line -> line.contains("FIN")).hasSize(2);
        assertThat(ran.out()).contains("saved_syn observed SYN 0").endsWith("rises true\n");
        assertThat(ran.code()).isZero();
    }

    @Test
    void withoutThePrivilegeNothingIsCapturedAndNothingIsSaidToFail() throws Exception {
        As.Ran ran = As.nobody(folder).run("exec \"$@\"", CapturedLife.class);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .isEqualTo(
                        "saved_syn observed SYN 0\ntcp_info inferred SYN ACK 0\ntcp_info inferred ACK 0\nrises true\n");
    }

    @Test
    void anOrdinaryUserCapturesInANetworkOfItsOwn() throws Exception {
        As nobody = new LinuxSystem().uid() == 0 ? As.nobody(folder) : As.me();
        As.needs("unshare");
        As.needs("ip");
        assumeTrue(nobody.tool("unshare", "-Urn", "true").code() == 0, "skipped: user namespaces are not allowed here");
        isWhole(nobody.run(IN_A_NETWORK_OF_ITS_OWN, CapturedLife.class, "captured"));
    }

    @Test
    void theOfferedLineStartsTheLabAsItsUserSoThatItCaptures() throws Exception {
        As nobody = As.nobody(folder);
        String line = CaptureLine.of(
                NOBODY,
                NOBODY,
                Map.of("HOME", folder.toString(), "LANG", "C.UTF-8"),
                List.of(nobody.java(CapturedLife.class, "captured")));
        As.Ran ran = As.me().tool("sh", "-c", line);
        isWhole(ran);
    }
}
