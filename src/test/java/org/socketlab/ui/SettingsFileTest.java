package org.socketlab.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered comes back, and nothing that stands in the file stops the start. */
class SettingsFileTest {
    @TempDir
    private Path folder;

    @Test
    void whatWasWrittenIsRead() throws Exception {
        SettingsFile file = new SettingsFile(folder.resolve("new").resolve("settings"));
        file.write(Map.of("theme", "dark", "text-size", "175"));
        assertThat(file.read()).containsExactlyInAnyOrderEntriesOf(Map.of("theme", "dark", "text-size", "175"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-------");
        file.write(Map.of("theme", "light"));
        assertThat(file.read()).containsExactly(Map.entry("theme", "light"));
        try (var left = Files.list(folder.resolve("new"))) {
            assertThat(left).as("no half-written file stays").containsExactly(file.path());
        }
    }

    @Test
    void aBrokenFileIsAsIfItWereNotThere() throws Exception {
        Path broken = folder.resolve("settings");
        Files.write(broken, new byte[] {(byte) 0xff, 0, '=', '\n', 't', '=', 'x'});
        Settings settings = new Settings(new Messages());
        settings.read(new SettingsFile(broken).read());
        settings.read(
                Map.of("theme", "purple", "language", "", "text-size", "many", "width", "NaN", "consoles-at", "1e999"));
        assertThat(settings.theme().get()).isEqualTo(Theme.LIGHT);
        assertThat(settings.textSize().percent().get()).isEqualTo(100);
        assertThat(settings.width().get()).isBetween(640.0, 16_384.0);
        assertThat(new SettingsFile(folder).read()).as("a folder").isEmpty();
        assertThat(new SettingsFile(folder.resolve("none")).read()).isEmpty();
    }

    @Test
    void whereItCannotBeWrittenNothingChangesAndNothingIsLeft() throws Exception {
        Path plain = Files.writeString(folder.resolve("plain"), "kept");
        SettingsFile below = new SettingsFile(plain.resolve("settings"));
        assertThat(below.read()).isEmpty();
        assertThatIOException().isThrownBy(() -> below.write(Map.of("theme", "dark")));
        Path full = Files.createDirectory(folder.resolve("settings"));
        Files.writeString(full.resolve("something"), "kept"); // so that no file can take the folder's place
        assertThatIOException().isThrownBy(() -> new SettingsFile(full).write(Map.of("theme", "dark")));
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactlyInAnyOrder(plain, full);
        }
        assertThat(plain).hasContent("kept");
    }

    @Test
    void allThatIsWrittenIsReadAgain() {
        Settings before = new Settings(new Messages());
        before.theme().set(Theme.DARK);
        before.textSize().set(150);
        before.lecture().set(true);
        before.consolesAt().set(0.5);
        Settings after = new Settings(new Messages());
        after.read(before.written());
        assertThat(after.written()).isEqualTo(before.written());
    }

    @Test
    void theFolderIsTheUsersConfiguration() {
        assertThat(SettingsFile.ofUser(Map.of("XDG_CONFIG_HOME", "/c"), "/home/ann")
                        .path())
                .isEqualTo(Path.of("/c/socketlab/settings"));
        assertThat(SettingsFile.ofUser(Map.of("XDG_CONFIG_HOME", "relative"), "/home/ann")
                        .path())
                .isEqualTo(Path.of("/home/ann/.config/socketlab/settings"));
    }
}
