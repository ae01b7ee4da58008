package io.tapeline.local.launcher.cli;

import io.tapeline.local.keys.KeysFile;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What the commands on keys have in common. */
final class KeysOptions {
    @Option(
            names = "--file",
            paramLabel = "FILE",
            defaultValue = "keys.json",
            description = "The file of keys (default: keys.json).")
    private Path file = Path.of("keys.json");

    KeysFile file() {
        return new KeysFile(file);
    }
}
