package io.tapeline.infra;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Text files on the class path: queries, scripts, definitions. */
public final class Texts {
    private Texts() {}

    /**
     * A file beside a class.
     *
     * @param path from the package of the class
     */
    public static String read(Class<?> beside, String path) {
        try (InputStream stream = beside.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalArgumentException("no such file beside " + beside.getName() + ": " + path);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
