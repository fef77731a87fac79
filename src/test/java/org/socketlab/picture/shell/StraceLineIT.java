package org.socketlab.picture.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.socketlab.model.Bytes;
import org.socketlab.model.Command;
import org.socketlab.model.Event;
import org.socketlab.model.Fact;
import org.socketlab.model.SocketCall;
import org.socketlab.model.SocketId;
import org.socketlab.picture.Selection;
import org.socketlab.picture.calls.CallLine;
import org.socketlab.picture.calls.CallLines;
import org.socketlab.picture.calls.HexLines;
import org.socketlab.picture.shell.ShellLine.Side;

/** The strace lines that the window offers, run beside real sockets: they show the selected connection's calls and bytes. */
class StraceLineIT {
    @TempDir
    Path folder;

    @AutoClose
    private RealLab real;

    @BeforeEach
    void open() throws Exception {
        real = new RealLab(folder);
    }

    @Test
    void straceShowsTheSameCalls() throws Exception {
        Selection.Pair pair = real.pair(real.state(), "A");
        List<String> traced = joined(traced(ShellLine.of(pair, real.state(), Side.CALLS)));
        assertThat(traced).noneMatch(line -> line.contains("another"));
        List<CallLine> shown = CallLines.of(facts(pair), real.state(), _ -> false).stream()
                .filter(call -> call.bytes().length() == 5)
                .limit(4)
                .toList();
        assertThat(shown).extracting(call -> call.call().name()).contains(SocketCall.read, SocketCall.write);
        for (CallLine call : shown) {
            assertThat(traced)
                    .as(call.text())
                    .anySatisfy(line -> assertThat(line).contains(call.text()));
        }
    }

    @Test
    void straceDumpsTheSameBytes() throws Exception {
        Selection.Pair pair = real.pair(real.state(), "A");
        List<String> traced = traced(ShellLine.of(pair, real.state(), Side.BYTES));
        for (Bytes bytes : List.of(Bytes.of("ping\n"), Bytes.of("pong\n"))) {
            String hex = HexLines.of(bytes).getFirst().substring(6).replaceAll(" *\\|.*", "");
            assertThat(traced).anySatisfy(line -> assertThat(line).startsWith(" | 00000  " + hex + "  "));
        }
    }

    /**
     * What strace prints while console A says ping, and B before it something else. Nothing may read that before strace has ended: it traces this very
     * process, so each read would be printed and make more to read.
     */
    private List<String> traced(String line) throws Exception {
        needsStrace();
        Path err = folder.resolve("err");
        long before = real.state().seq();
        Process strace = real.start("exec timeout 30 " + line, folder.resolve("traced"));
        try {
            while (strace.isAlive() && (!Files.exists(err) || Files.size(err) == 0)) {
                strace.waitFor(50, TimeUnit.MILLISECONDS); // its first line says that all threads are attached
            }
            assumeTrue(
                    strace.isAlive() || !said(err).contains("not permitted"),
                    "skipped: this user may not attach strace to this process (ptrace_scope)");
            for (Command.Send send : List.of(
                    new Command.Send("B", Bytes.of("echo another\n")), new Command.Send("A", Bytes.of("ping\n")))) {
                real.ask(send);
                real.until(
                        "the answer",
                        state -> real.lab.history().between(before, state.seq()).stream()
                                .anyMatch(fact -> fact.event() instanceof Event.ConsoleBytes heard
                                        && heard.console().equals(send.console())
                                        && !heard.fromPerson()));
            }
            strace.destroy();
            assertThat(strace.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            strace.descendants().forEach(ProcessHandle::destroyForcibly);
            strace.destroyForcibly().waitFor();
        }
        return said(err).lines().toList();
    }

    private static String said(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final Pattern THREAD = Pattern.compile("(?:\\[pid +(\\d+)] )?(.*)");

    /** A call that another thread interrupts stands on two lines: put together again. */
    private static List<String> joined(List<String> lines) {
        Map<String, String> begun = new HashMap<>();
        List<String> whole = new ArrayList<>();
        for (String line : lines) {
            Matcher parts = THREAD.matcher(line);
            assertThat(parts.matches()).isTrue();
            String thread = Optional.ofNullable(parts.group(1)).orElse("");
            String call = parts.group(2);
            Matcher resumed =
                    Pattern.compile("(.*)<\\.\\.\\. \\w+ resumed>(.*)").matcher(call);
            if (call.endsWith(" <unfinished ...>")) {
                begun.put(thread, call.substring(0, call.length() - " <unfinished ...>".length()));
            } else if (resumed.matches()) {
                whole.add(begun.getOrDefault(thread, "") + resumed.group(2).replaceFirst("^ *(?=\\))", ""));
            } else {
                whole.add(call);
            }
        }
        return whole.stream().map(call -> call.replaceAll("\\) +=", ") =")).toList();
    }

    private List<Fact> facts(Selection.Pair pair) {
        List<Fact> facts = new ArrayList<>();
        for (SocketId id : List.of(pair.client(), pair.server())) {
            facts.addAll(real.lab.history().ofSocket(id, real.state().seq(), 1_000));
        }
        facts.sort(Comparator.comparingLong(Fact::seq));
        return facts;
    }

    private static void needsStrace() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "skipped: strace is not installed");
    }
}
