package org.socketlab.os;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What a test has opened: closed after it, the last first. Registered as an extension of JUnit's. */
public final class Opened implements AfterEachCallback {
    private final List<AutoCloseable> open = new ArrayList<>();

    /** Returns what it is given, to be closed after the test. */
    public <T extends AutoCloseable> T and(T resource) {
        open.add(resource);
        return resource;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        for (AutoCloseable resource : open.reversed()) {
            resource.close();
        }
    }
}
