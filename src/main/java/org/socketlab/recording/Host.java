package org.socketlab.recording;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a recording was made.
 *
 * @param kernel its release, as {@code uname -r} prints it
 * @param bootId what the kernel calls this boot: cookies and inodes mean nothing in another
 * @param pid the lab's own, 0 where it is not known
 */
public record Host(String kernel, String hostname, int uid, String bootId, int pid) {
    private static final Path SYS_KERNEL = Path.of("/proc/sys/kernel");

    /** This host, for a lab with that pid and user; what /proc/sys does not tell stays empty. */
    public static Host here(int pid, int uid) {
        return new Host(read("osrelease"), read("hostname"), uid, read("random/boot_id"), pid);
    }

    private static String read(String name) {
        try {
            return Files.readString(SYS_KERNEL.resolve(name)).strip();
        } catch (IOException e) {
            return ""; // a container may hide it; a recording is good without
        }
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("kernel", kernel);
        json.writeStringField("hostname", hostname);
        json.writeNumberField("uid", uid);
        json.writeStringField("bootId", bootId);
        json.writeNumberField("pid", pid);
        json.writeEndObject();
    }

    static Host read(Fields json) throws Malformed {
        return new Host(
                json.text("kernel", ""),
                json.text("hostname", ""),
                json.integer("uid", -1),
                json.text("bootId", ""),
                json.integer("pid", 0));
    }
}
