package io.tapeline.ingest;

import io.tapeline.ingest.reference.Instruments;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The reference data.
 *
 * @param file where it is; empty if there is none
 * @param refresh how often the file is looked at
 * @param unknown what becomes of events of other instruments
 */
record ReferenceSettings(Optional<Path> file, Duration refresh, Instruments.Unknown unknown) {
    static ReferenceSettings of(IngestConfig.Reference config, IngestSettings.Problems problems) {
        problems.between("ingest.reference.refresh", config.refresh(), Duration.ofMillis(10), Duration.ofHours(1));
        problems.require(
                config.unknown() == Instruments.Unknown.ACCEPT || config.file().isPresent(),
                "ingest.reference.unknown",
                "needs ingest.reference.file",
                config.unknown());
        Optional<Path> file = Optional.empty();
        try {
            file = config.file().map(Path::of);
        } catch (InvalidPathException e) {
            problems.add("ingest.reference.file", "is not a path", e.getInput());
        }
        return new ReferenceSettings(file, config.refresh(), config.unknown());
    }
}
