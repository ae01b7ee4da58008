package io.tapeline.local.standins;

import io.tapeline.local.process.JavaCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The root of the source checkout, under which the build has put the programs that are run as child processes.
 *
 * <p>The system property {@code tapeline.home} says where it is; without it, it is the nearest directory above the
 * classes of this module that holds {@code mvnw} and {@code local/stand-ins}.
 */
public final class TapelineHome {
    /** The name of the system property. */
    public static final String PROPERTY = "tapeline.home";

    private TapelineHome() {}

    /**
     * The root, absolute.
     *
     * @throws IllegalStateException if it cannot be found
     */
    public static Path path() {
        String configured = System.getProperty(PROPERTY);
        if (configured != null) {
            return Path.of(configured).toAbsolutePath();
        }
        for (@Nullable Path at = JavaCommand.codeSource(TapelineHome.class); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("mvnw")) && Files.isDirectory(at.resolve("local/stand-ins"))) {
                return at;
            }
        }
        throw new IllegalStateException("no source checkout above " + JavaCommand.codeSource(TapelineHome.class)
                + "; set the system property " + PROPERTY);
    }

    /**
     * What the build has made at {@code relative} to the root.
     *
     * @throws IllegalStateException if it is not there
     */
    static Path built(String relative) {
        Path path = path().resolve(relative);
        if (!Files.exists(path)) {
            throw new IllegalStateException(path + " is missing; build it with: ./mvnw -Dquick package");
        }
        return path;
    }
}
