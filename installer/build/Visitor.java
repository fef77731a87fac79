import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A client in a terminal, as the lab sees it: says a few words to its Unix server, so that the window has something to draw. */
final class Visitor {
    private static final int PATIENCE_S = 60;
    private static final int VIEWED_S = 3; // long enough that every room of the window is drawn, on a slow machine too
    private static final String WORDS = "ping\necho Hello,socket\n";

    private Visitor() {}

    /** Waits for the lab to listen, and talks to it; false where the lab ends before. */
    static boolean use(Process lab, Path socket) throws IOException, InterruptedException {
        for (int tries = 0; tries < PATIENCE_S * 10; tries++) {
            if (lab.waitFor(100, TimeUnit.MILLISECONDS)) {
                return false;
            }
            try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
                channel.write(ByteBuffer.wrap(WORDS.getBytes(StandardCharsets.US_ASCII)));
                lab.waitFor(VIEWED_S, TimeUnit.SECONDS);
                channel.write(ByteBuffer.wrap("quit\n".getBytes(StandardCharsets.US_ASCII)));
                lab.waitFor(1, TimeUnit.SECONDS);
                return lab.isAlive();
            } catch (IOException notYet) {
                continue;
            }
        }
        throw new Refusal("the training run's lab does not listen at " + socket + ". Build the image again.");
    }
}
