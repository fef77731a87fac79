package org.socketlab.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.socketlab.export.OutputFile;
import org.socketlab.export.Palette;
import org.socketlab.export.Pcapng;
import org.socketlab.export.Svg;
import org.socketlab.export.Transcripts;
import org.socketlab.lab.ReplayLab;
import org.socketlab.model.Version;
import org.socketlab.picture.diagram.Diagram;
import org.socketlab.picture.diagram.Slots;
import org.socketlab.picture.diagram.Wish;
import org.socketlab.recording.RecordingRefused;
import org.socketlab.trace.History;
import org.socketlab.ui.Messages;
import org.socketlab.ui.Theme;
import org.socketlab.ui.demo.HeadlessDiagram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code socketlab export}: a moment, or all, of a recording as a file for other programs; without a display. */
@Command(
        name = "export",
        description = "Writes a moment, or all, of a recording as a picture, a text or a capture file.",
        mixinStandardHelpOptions = true,
        versionProvider = SocketLab.Number.class)
final class ExportCommand implements Callable<Integer> {
    private static final double WIDTH = 1_200; // px of the diagram: roomy, and whole on a page

    @Parameters(paramLabel = "RECORDING", description = "a recording, as the window saves it")
    private @Nullable Path recording;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            required = true,
            description = "png, svg: the diagram at a moment; text: what the consoles said and heard; pcapng: the"
                    + " segments that were seen, for Wireshark")
    private @Nullable Format format;

    @Option(
            names = "--at",
            paramLabel = "SEQ",
            converter = WholeNumber.Seq.class,
            description = "the moment after this fact; of text and pcapng all up to it (default: the last)")
    private @Nullable Integer at;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "the file to write")
    private @Nullable Path out;

    /** What to write. */
    enum Format {
        png,
        svg,
        text,
        pcapng
    }

    @Override
    public Integer call() {
        try (ReplayLab lab = ReplayLab.open(Objects.requireNonNull(recording, "RECORDING is required"))) {
            long seq = moment(lab.history());
            OutputFile.Writing writing =
                    switch (Objects.requireNonNull(format, "--format is required")) {
                        case svg -> {
                            Diagram diagram = diagram(lab, seq);
                            String svg = Svg.of(List.of(diagram.picture(), diagram.aside()), Palette.LIGHT);
                            yield to -> to.write(svg.getBytes(StandardCharsets.UTF_8));
                        }
                        case png -> {
                            byte[] png = HeadlessDiagram.png(diagram(lab, seq), Theme.LIGHT);
                            yield to -> to.write(png);
                        }
                        case text -> {
                            Messages words = new Messages();
                            String text = Transcripts.text(lab.history(), seq, words.language());
                            yield to -> to.write(text.getBytes(StandardCharsets.UTF_8));
                        }
                        case pcapng -> to -> Pcapng.write(to, lab.history(), seq, lab.started(), Version.current());
                    };
            return write(writing);
        } catch (RecordingRefused e) {
            throw new Failure(e.refusal());
        }
    }

    private long moment(History history) {
        long last = history.lastSeq();
        long seq = at == null ? last : at;
        if (seq < history.firstSeq() - 1 || seq > last) {
            throw new Failure("There is no fact " + seq + " in " + recording + ". It has " + history.firstSeq() + " to "
                    + last + ". Choose one of these with --at.");
        }
        return seq;
    }

    private static Diagram diagram(ReplayLab lab, long seq) {
        Wish wish = new Wish(WIDTH, Optional.empty(), Set.of());
        return Diagram.of(lab.history().stateAt(seq), Slots.NONE, wish, new Messages());
    }

    private int write(OutputFile.Writing writing) {
        Path file = Objects.requireNonNull(out, "--out is required");
        try {
            OutputFile.write(file, writing);
            return 0;
        } catch (IOException e) {
            throw new Failure("The export could not be written to " + file + ". The system says: "
                    + e.getClass().getSimpleName() + ", " + e.getMessage() + ". Choose another file with --out.");
        }
    }
}
