package org.socketlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.socketlab.observe.Pose;

/** Each of TCP's eleven states of another process, and as an ordinary user sees it of his own and of another's. */
@Timeout(120)
class ForeignStatesIT {
    @TempDir
    Path folder;

    @Test
    void ofAnotherProcessOfTheSameUser() throws Exception {
        found(As.me(), As.me());
    }

    @Test
    void anOrdinaryUserFindsHisOwn() throws Exception {
        found(As.nobody(folder), As.nobody(folder));
    }

    @Test
    void anOrdinaryUserFindsAnothers() throws Exception {
        found(As.me(), As.nobody(folder));
    }

    private static void found(As who, As looks) throws Exception {
        Process poser = who.poser();
        try {
            List<String> posed = new ArrayList<>();
            for (String line = As.line(poser); !"posed".equals(line); line = As.line(poser)) {
                assertThat(line).as("before all have posed").isNotNull();
                posed.add(line);
            }
            Set<String> missing = new TreeSet<>();
            Set<Integer> ports = new TreeSet<>();
            for (String line : posed) {
                String[] words = line.split(" ");
                missing.add(expected(Pose.valueOf(words[0]), words[1]));
                ports.add(Integer.valueOf(words[2]));
            }
            assertThat(missing).hasSize(Pose.values().length);
            Process onlooker = looks.onlooker(ports.toArray(Integer[]::new));
            try {
                while (!missing.isEmpty()) {
                    String told = As.line(onlooker);
                    assertThat(told).as("before these were found: %s", missing).isNotNull();
                    missing.remove(told);
                }
            } finally {
                onlooker.getOutputStream().close();
                assertThat(onlooker.waitFor()).isZero();
            }
        } finally {
            poser.getOutputStream().close();
            assertThat(poser.waitFor()).isZero();
        }
    }

    private static String expected(Pose pose, String local) {
        String peer =
                pose == Pose.ITSELF ? "itself" : pose.peer().map(Enum::name).orElse("-");
        return "pair " + pose.state() + " " + local + " " + (pose.orphan() ? "orphan" : "fd") + " " + peer;
    }
}
