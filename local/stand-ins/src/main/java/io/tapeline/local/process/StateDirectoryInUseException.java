package io.tapeline.local.process;

import java.nio.file.Path;

/** Another supervisor works in the state directory; the message names its process. */
public final class StateDirectoryInUseException extends RuntimeException {
    StateDirectoryInUseException(Path lockFile, String holder) {
        super("another run uses " + lockFile.getParent() + ": pid " + holder);
    }
}
