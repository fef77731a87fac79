package org.socketlab.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByInodeTest {
    @Test
    void holdsWhatAMapHoldsAlsoWhereSlotsCollideAndTheTableGrows() {
        Random random = new Random(1);
        ByInode<String> table = new ByInode<>();
        Map<Long, String> map = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            long inode = random.nextInt(2) == 0 ? 1 + random.nextInt(5_000) : 1 + (random.nextLong() >>> 1);
            assertThat(table.get(inode)).isEqualTo(map.get(inode));
            table.put(inode, "" + i);
            map.put(inode, "" + i);
        }
        map.forEach((inode, value) -> assertThat(table.get(inode)).isEqualTo(value));
    }
}
