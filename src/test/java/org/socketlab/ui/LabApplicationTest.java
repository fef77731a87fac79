package org.socketlab.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LabApplicationTest {
    /** JavaFX gives each window the application's class name as WM_CLASS; installer/test-deb looks at a real one. */
    @Test
    void theDesktopsEntryNamesTheClassOfItsWindows() throws IOException {
        assertThat(Files.readAllLines(Path.of("installer/linux/socketlab.desktop")))
                .contains("StartupWMClass=" + LabApplication.class.getName());
    }
}
