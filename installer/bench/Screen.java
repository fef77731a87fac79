import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An X server without a screen, whose pixels can be read as memory: {@code Xvfb -fbdir}. So a frame counts when it is
 * on the screen, whatever the program believes. The file is in the format of xwd: a header of big-endian words, a
 * colour map of 12 bytes an entry, then the pixels.
 */
final class Screen implements AutoCloseable {
    private static final int WIDTH = 1_440;
    private static final int HEIGHT = 900;
    private static final int STEP = 4;

    private final Process server;
    private final Path folder;
    private final String display;
    private final IntBuffer pixels;

    Screen() throws IOException, InterruptedException {
        folder = Files.createTempDirectory("screen");
        Path number = folder.resolve("display");
        server = new ProcessBuilder(
                        "sh", "-c", "exec Xvfb -displayfd 3 -fbdir \"$0\" -screen 0 " + WIDTH + "x" + HEIGHT
                                + "x24 -nolisten tcp 3>\"$1\"",
                        folder.toString(), number.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        while (!Files.exists(number) || Files.readString(number).isBlank()) {
            if (server.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw new IOException("Xvfb does not start. Run: apt install xvfb");
            }
        }
        display = ":" + Files.readString(number).strip();
        ByteBuffer file;
        try (FileChannel channel = FileChannel.open(folder.resolve("Xvfb_screen0"))) {
            file = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        }
        int start = file.getInt(0) + 12 * file.getInt(76); // header_size, ncolors
        int size = file.getInt(48) * file.getInt(20); // bytes_per_line, pixmap_height
        pixels = file.slice(start, size).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
    }

    String display() {
        return display;
    }

    /** Tells whether something is drawn: more than the empty root and one plain ground. */
    boolean drawn() {
        int third = 0;
        int first = pixels.get(0);
        int second = first;
        for (int i = 0; i < pixels.limit(); i++) {
            int colour = pixels.get(i);
            if (colour != first) {
                if (second == first) {
                    second = colour;
                } else if (colour != second && ++third > 20) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Every fourth pixel of every fourth line: enough to tell one picture from another, small enough to keep many. */
    int[] sample() {
        int[] sample = new int[(WIDTH / STEP) * (HEIGHT / STEP)];
        int at = 0;
        for (int y = 0; y < HEIGHT; y += STEP) {
            for (int x = 0; x < WIDTH; x += STEP) {
                sample[at++] = pixels.get(y * WIDTH + x);
            }
        }
        return sample;
    }

    boolean empty() {
        int first = pixels.get(0);
        for (int i = 0; i < pixels.limit(); i++) {
            if (pixels.get(i) != first) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        server.destroy();
        server.onExit().join();
        for (Path path : List.of(folder.resolve("display"), folder.resolve("Xvfb_screen0"), folder)) {
            Files.deleteIfExists(path);
        }
    }
}
