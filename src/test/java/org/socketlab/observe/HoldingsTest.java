package org.socketlab.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.socketlab.model.FdEntry;
import org.socketlab.model.Owner;

class HoldingsTest {
    private final Holdings holdings = new Holdings();
    private String command = "nc";

    private static FdEntry row(int fd, long inode) {
        return new FdEntry(fd, "socket:[" + inode + "]", "rwx");
    }

    private Optional<Owner> owner(Holdings.Holder holder) {
        return Optional.of(new Owner(holder.pid(), command, "ann", holder.fd(), "u"));
    }

    private List<String> owners(long inode) {
        return holdings.owners(inode, this::owner).stream()
                .map(owner -> owner.command() + " " + owner.pid() + " " + owner.fd())
                .toList();
    }

    @Test
    void onlyRowsThatChangedAreTouched() {
        List<FdEntry> before = List.of(row(3, 71), row(4, 72), row(6, 73));
        holdings.replace(5, List.of(), before);
        assertThat(holdings.touched()).containsExactlyInAnyOrder(71L, 72L, 73L);
        assertThat(owners(72)).containsExactly("nc 5 4");
        List<FdEntry> after = List.of(row(3, 71), row(4, 80), row(5, 81), row(7, 73));
        holdings.replace(5, before, after);
        assertThat(holdings.touched()).containsExactlyInAnyOrder(72L, 80L, 81L, 73L);
        assertThat(holdings.touched()).isEmpty();
        assertThat(owners(71)).containsExactly("nc 5 3");
        assertThat(owners(72)).isEmpty();
        assertThat(owners(73)).containsExactly("nc 5 7");
        assertThat(owners(80)).containsExactly("nc 5 4");
    }

    @Test
    void holdersOfOneSocketStandByPidAndFdWhateverTheOrderOfReading() {
        holdings.replace(9, List.of(), List.of(row(3, 71)));
        holdings.replace(5, List.of(), List.of(row(8, 71), row(9, 71)));
        assertThat(owners(71)).containsExactly("nc 5 8", "nc 5 9", "nc 9 3");
    }

    @Test
    void anotherNameIsToldOfAllThatTheProcessHolds() {
        List<FdEntry> table = List.of(row(3, 71), new FdEntry(4, "/dev/null", "rwx"));
        holdings.replace(5, List.of(), table);
        assertThat(owners(71)).containsExactly("nc 5 3");
        holdings.touched();
        command = "curl";
        assertThat(owners(71)).containsExactly("nc 5 3");
        holdings.renamed(table);
        assertThat(holdings.touched()).containsExactly(71L);
        assertThat(owners(71)).containsExactly("curl 5 3");
    }

    /** Against the plain way, with so many that come and go that those that went are thrown out in between. */
    @Test
    void rowByRowIsTheSameAsAllAnew() {
        Random random = new Random(1208);
        TreeMap<Integer, List<FdEntry>> tables = new TreeMap<>();
        for (int round = 0; round < 400; round++) {
            int pid = 1 + random.nextInt(4);
            List<FdEntry> table = new ArrayList<>();
            for (int fd = 0; fd < 40; fd++) {
                if (random.nextInt(3) > 0) {
                    table.add(row(fd, 1 + random.nextInt(20) + 20L * round * random.nextInt(2)));
                }
            }
            List<FdEntry> before = tables.getOrDefault(pid, List.of());
            holdings.replace(pid, before, table);
            tables.put(pid, table);
            TreeMap<Long, List<String>> plain = new TreeMap<>();
            before.forEach(row -> plain.put(row.socketInode().orElseThrow(), new ArrayList<>()));
            tables.forEach((holder, rows) ->
                    rows.forEach(row -> plain.computeIfAbsent(row.socketInode().orElseThrow(), _ -> new ArrayList<>())
                            .add("nc " + holder + " " + row.fd())));
            plain.forEach((inode, names) -> assertThat(owners(inode)).isEqualTo(names));
        }
    }
}
