package org.socketlab.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** The version this build was given, so that window, command line and recordings name the same one. */
public final class Version {
    private static final String RESOURCE = "version.properties";

    private Version() {}

    /** Returns the version as pom.xml has it, for example {@code 0.1.0}. Any thread may call it. */
    public static String current() {
        try (InputStream in = Objects.requireNonNull(Version.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            Properties properties = new Properties();
            properties.load(in);
            return Objects.requireNonNull(properties.getProperty("version"), "version");
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " cannot be read from the jar; build the lab again", e);
        }
    }
}
