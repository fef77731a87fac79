package org.socketlab.ui;

import java.net.URL;
import java.util.Objects;

/** Where style sheets and pictures are found: each beside the class whose view it dresses. */
public final class Sheets {
    private Sheets() {}

    /** The address of a file beside a class. */
    public static String of(Class<?> beside, String name) {
        URL url = beside.getResource(name);
        return Objects.requireNonNull(url, () -> name + " is missing beside " + beside.getName())
                .toExternalForm();
    }
}
