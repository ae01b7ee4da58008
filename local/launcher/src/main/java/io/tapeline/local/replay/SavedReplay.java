package io.tapeline.local.replay;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A replay that has not come to its end, as it is kept.
 *
 * @param id names the replay at the service
 * @param file absolute
 * @param identity of the file
 * @param csv how the file was read; another way would make other trades of it
 * @param ingest where the trades went
 * @param fraction of the file that was answered; below 0 when it is not known
 * @param saved when this was written
 * @param checkpoint what was acknowledged
 */
public record SavedReplay(
        String id,
        Path file,
        FileIdentity identity,
        CsvOptions csv,
        URI ingest,
        double fraction,
        Instant saved,
        Checkpoint checkpoint) {
    public SavedReplay {
        requireNonNull(id, "id is null");
        requireNonNull(file, "file is null");
        requireNonNull(identity, "identity is null");
        requireNonNull(csv, "csv is null");
        requireNonNull(ingest, "ingest is null");
        requireNonNull(saved, "saved is null");
        requireNonNull(checkpoint, "checkpoint is null");
    }

    /** This, further on. */
    public SavedReplay at(Checkpoint further, double fractionThere, Instant now) {
        return new SavedReplay(id, file, identity, csv, ingest, fractionThere, now, further);
    }
}
