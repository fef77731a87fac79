package org.socketlab.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A spool that cannot be written: {@code ulimit -f} lets no file of the process grow over 32 KiB (setrlimit(2), EFBIG). */
@Timeout(60)
class FullDiskIT {
    @TempDir
    private Path folder;

    @Test
    void itIsToldOnceAndRecordingGoesOn() throws Exception {
        Process process = new ProcessBuilder(
                        "bash",
                        "-c",
                        "ulimit -f 32; exec \"$@\"",
                        "bash",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        FullDisk.class.getName())
                .redirectErrorStream(true)
                .start();
        List<String> said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).as(String.join("\n", said)).isZero();
        assertThat(said).hasSize(3);
        assertThat(said.get(0)).contains("File too large");
        assertThat(said.subList(1, 3)).containsExactly("recorded true whole true", "left 0");
        assertThat(folder).isEmptyDirectory();
    }
}
