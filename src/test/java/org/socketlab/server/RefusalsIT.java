package org.socketlab.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.socketlab.server.ServersIT.assertRefused;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Framing;
import org.socketlab.model.IpAddress;
import org.socketlab.model.Owner;

/** Where a server cannot listen: each says so, and nothing is left behind or touched. */
@Timeout(60)
class RefusalsIT {
    private static final int ROOT = 0;
    private static final int SOMEBODY = 12_345;

    @TempDir
    private Path folder;

    private Stand stand;

    @BeforeEach
    void open() throws Exception {
        stand = new Stand(endpoint -> Optional.of(new Owner(4711, "httpd", "ann", 3, "u")));
    }

    @AfterEach
    void close() {
        assertThat(stand.servers.names()).isEmpty();
        stand.close();
    }

    private void assertNotAt(String code, Endpoint endpoint) {
        assertRefused(code, () -> stand.servers.start("one", List.of(endpoint), Framing.LINE, 128));
    }

    private void assertNotAt(String code, Path path) {
        assertNotAt(code, new Endpoint.Unix(path.toString()));
    }

    private void listensAt(Path path) throws Exception {
        stand.servers.start("one", List.of(new Endpoint.Unix(path.toString())), Framing.LINE, 128);
        stand.servers.stop("one");
        assertThat(path).doesNotExist();
    }

    @Test
    void aTakenPortNamesItsOwnerWhereItIsTold() throws Exception {
        try (java.net.ServerSocket taken = new java.net.ServerSocket(0, 1, IpAddress.LOOPBACK_V4.toInetAddress())) {
            Endpoint at = new Endpoint.Inet(IpAddress.LOOPBACK_V4, taken.getLocalPort());
            assertThatThrownBy(() -> stand.servers.start("one", List.of(at), Framing.LINE, 128))
                    .isInstanceOfSatisfying(ServerRefusal.class, e -> {
                        assertThat(e.refusal().errno()).isEqualTo("EADDRINUSE");
                        assertThat(e.refusal().why(Locale.ENGLISH)).contains("httpd, pid 4711, of user ann");
                        assertThat(e.refusal().why(Locale.CHINESE)).contains("4711");
                    });
        }
    }

    @Test
    void aNameThatIsNotAllText() {
        assertNotAt("server.path-unspellable", new Endpoint.Unix(folder + "/b\ufffd.sock"));
        assertNotAt("server.path-unspellable", new Endpoint.Unix(folder + "/b\0.sock"));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anAddressOfAnotherHost() {
        assertNotAt("server.address-not-ours", new Endpoint.Inet(IpAddress.parse("203.0.113.7"), 0));
    }

    @Test
    void aPrivilegedPort() throws Exception {
        int first = Integer.parseInt(Files.readString(Path.of("/proc/sys/net/ipv4/ip_unprivileged_port_start"))
                .strip());
        assumeTrue(stand.system.uid() != ROOT && first > 1, "root may bind every port");
        assertNotAt("server.port-privileged", new Endpoint.Inet(IpAddress.LOOPBACK_V4, first - 1));
    }

    @Test
    void aPathOf108Bytes() throws Exception {
        int room = 107 - folder.toString().length() - 1;
        assumeTrue(room > 0, "the temporary folder's own name is that long");
        listensAt(folder.resolve("x".repeat(room)));
        assertNotAt("server.path-too-long", folder.resolve("x".repeat(room + 1)));
        assertNotAt("server.path-too-long", folder.resolve("ä".repeat(room / 2 + 1)));
    }

    @Test
    void aLiveSocketStaysAndAStaleOneGoes() throws Exception {
        Path path = folder.resolve("there.sock");
        try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            other.bind(UnixDomainSocketAddress.of(path));
            assertNotAt("server.path-live", path);
            assertThat(path).exists();
        }
        assertThat(path).as("the JDK leaves its file behind").exists();
        listensAt(path);
    }

    @Test
    void whatIsNoSocketIsNeverTouched() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "kept");
        assertNotAt("server.path-no-socket", file);
        assertThat(file).hasContent("kept");

        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("nowhere"));
        assertNotAt("server.path-no-socket", link);
        assertThat(Files.isSymbolicLink(link)).isTrue();

        assertNotAt("server.path-no-socket", Files.createDirectory(folder.resolve("folder")));
    }

    @Test
    void aFolderThatIsMissingOrNone() throws Exception {
        assertNotAt("server.folder-missing", folder.resolve("no/lab.sock"));
        Files.writeString(folder.resolve("file"), "");
        assertNotAt("server.folder-missing", folder.resolve("file/lab.sock"));
    }

    @Test
    void aFolderWhereOthersMayReplaceOurSocket() throws Exception {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertNotAt("server.folder-open", open.resolve("lab.sock"));
        Files.setAttribute(open, "unix:mode", 01777);
        listensAt(open.resolve("lab.sock"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        listensAt(open.resolve("lab.sock"));
    }

    @Test
    void anotherUsersFolder() throws Exception {
        assumeTrue(stand.system.uid() == ROOT, "only root can give a folder away");
        Path theirs = Files.createDirectory(folder.resolve("theirs"));
        Files.setAttribute(theirs, "unix:uid", SOMEBODY);
        assertNotAt("server.folder-foreign", theirs.resolve("lab.sock"));
    }

    @Test
    void anEmptyPath() {
        assertNotAt("server.path-empty", Endpoint.NONE);
    }

    @Test
    void theDefaultPathLiesInTheRuntimeFolderOrElseTheTemporaryOne() throws Exception {
        Path runtime = Files.createDirectory(folder.resolve("run"));
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Map<String, String> environment = Map.of("XDG_RUNTIME_DIR", runtime.toString());
        assertThat(Defaults.unixPath(stand.system, environment, temporary))
                .hasToString(runtime + "/socketlab/lab.sock");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(runtime.resolve("socketlab"))))
                .isEqualTo("rwx------");

        String own = temporary + "/socketlab-" + stand.system.uid() + "/lab.sock";
        for (String none :
                new String[] {"", "relative", folder.resolve("missing").toString()}) {
            assertThat(Defaults.unixPath(stand.system, Map.of("XDG_RUNTIME_DIR", none), temporary))
                    .hasToString(own);
        }
        assertThat(Defaults.unixPath(stand.system, Map.of(), temporary)).hasToString(own);
    }

    @Test
    void whereAnotherLabIsLiveTheDefaultPathHasOurPid() throws Exception {
        Endpoint.Unix usual = Defaults.unixPath(stand.system, Map.of(), folder);
        stand.servers.start("unix", List.of(usual), Framing.LINE, 128);
        assertThat(Defaults.unixPath(stand.system, Map.of(), folder).path())
                .isEqualTo(usual.path().replace("lab.sock", "lab-" + stand.system.pid() + ".sock"));
        stand.servers.stop("unix");
        assertThat(Defaults.unixPath(stand.system, Map.of(), folder)).isEqualTo(usual);
    }

    @Test
    void theDefaultFolderGoesWithItsLastSocketAndComesBackWithTheNext() throws Exception {
        Endpoint.Unix usual = Defaults.unixPath(stand.system, Map.of(), folder);
        Path own = Path.of(usual.path()).getParent();
        stand.servers.start("unix", List.of(usual), Framing.LINE, 128);
        Defaults.leaveFolder(stand.system, Map.of(), folder);
        assertThat(own).as("another lab's socket is in it").isNotEmptyDirectory();
        stand.servers.stop("unix");
        Defaults.leaveFolder(stand.system, Map.of(), folder);
        assertThat(folder).isEmptyDirectory();
        Defaults.leaveFolder(stand.system, Map.of(), folder);

        listensAt(Path.of(usual.path()));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
                .isEqualTo("rwx------");

        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxr-xr-x"));
        Defaults.leaveFolder(stand.system, Map.of(), folder);
        assertThat(own).as("no folder that the lab would make").exists();
    }

    @Test
    void theDefaultFolderMustBeOursAndPrivate() throws Exception {
        Path mine = Files.createDirectory(folder.resolve("socketlab-" + stand.system.uid()));
        Files.setPosixFilePermissions(mine, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertRefused("server.folder-not-private", () -> Defaults.unixPath(stand.system, Map.of(), folder));
        Files.delete(mine);
        Files.createSymbolicLink(mine, Files.createDirectory(folder.resolve("elsewhere")));
        assertRefused("server.folder-missing", () -> Defaults.unixPath(stand.system, Map.of(), folder));
        Files.delete(mine);
        assumeTrue(stand.system.uid() == ROOT, "only root can give a folder away");
        Files.createDirectory(mine);
        Files.setAttribute(mine, "unix:uid", SOMEBODY);
        assertRefused("server.folder-foreign", () -> Defaults.unixPath(stand.system, Map.of(), folder));
    }
}
