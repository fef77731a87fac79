package org.socketlab.picture.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.Writer;
import java.util.concurrent.TimeUnit;

/** A person at telnet: at the end of its input telnet leaves, so the next word is typed when the answer is there. */
public final class TelnetTalk {
    private TelnetTalk() {}

    /** Runs the line, and pings until the server says goodbye. */
    public static void pings(String line) throws Exception {
        Process telnet =
                new ProcessBuilder("sh", "-c", line).redirectErrorStream(true).start();
        try (BufferedReader said = telnet.inputReader();
                Writer typed = telnet.outputWriter()) {
            typed.write("ping\n");
            typed.flush();
            until("pong", said, line);
            typed.write("quit\n");
            typed.flush();
            until("Connection closed by foreign host.", said, line);
            assertThat(telnet.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            telnet.destroyForcibly();
        }
    }

    private static void until(String wanted, BufferedReader said, String line) throws Exception {
        String heard = said.readLine();
        while (heard != null && !heard.equals(wanted)) {
            heard = said.readLine();
        }
        assertThat(heard).as(line).isEqualTo(wanted);
    }
}
