package org.socketlab.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The texts of one language in one file, with the keys that stand in it twice.
 *
 * @param texts by key
 * @param repeated keys of which Properties keeps the last text only
 */
record Bundle(Path file, SortedMap<String, String> texts, List<String> repeated) {
    static Bundle read(Path file) {
        SortedMap<String, String> texts = new TreeMap<>();
        List<String> repeated = new ArrayList<>();
        Properties properties = new Properties() {
            private static final long serialVersionUID = 1;

            @Override
            public synchronized Object put(Object key, Object text) {
                if (texts.put((String) key, (String) text) != null) {
                    repeated.add((String) key);
                }
                return super.put(key, text);
            }
        };
        try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Bundle(file, texts, repeated);
    }

    /** The same texts in Chinese. */
    Bundle inChinese() {
        String name = file.getFileName().toString();
        return read(file.resolveSibling(name.replace("_en.properties", "_zh.properties")));
    }
}
