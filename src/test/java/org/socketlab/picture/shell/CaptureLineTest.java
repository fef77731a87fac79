package org.socketlab.picture.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CaptureLineTest {
    @Test
    void namesTheUserWhatAWindowNeedsAndTheCommand() {
        assertThat(CaptureLine.of(
                        1000,
                        100,
                        Map.of("HOME", "/home/ann", "DISPLAY", ":0", "XAUTHORITY", "", "SHELL", "/bin/sh"),
                        List.of("/opt/socketlab/bin/socketlab")))
                .isEqualTo("setpriv --reuid 1000 --regid 100 --clear-groups --inh-caps=+net_raw"
                        + " --ambient-caps=+net_raw env HOME=/home/ann DISPLAY=:0 /opt/socketlab/bin/socketlab");
    }

    @Test
    void whatAShellWouldReadOtherwiseIsQuoted() {
        assertThat(CaptureLine.of(1, 1, Map.of("HOME", "/home/a b"), List.of("/x", "it's", "$(rm)", "")))
                .endsWith(" env 'HOME=/home/a b' /x 'it'\\''s' '$(rm)' ''");
    }
}
