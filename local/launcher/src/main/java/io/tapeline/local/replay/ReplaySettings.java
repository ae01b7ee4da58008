package io.tapeline.local.replay;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;

/**
 * How to replay.
 *
 * @param ingest the root of the ingest service, such as {@code http://127.0.0.1:8080}
 * @param id names the replay, whose clock the service keeps; letters, digits and hyphens
 * @param chunkSize trades in one post
 * @param answerTimeout how long one post may take
 * @param firstDelay the pause before the first retry; it doubles with each further one
 * @param maxDelay the longest pause between retries
 * @param giveUpAfter how long one post is retried before the replay fails
 * @param pace how fast at most
 * @param close whether to end the replay with its closing mark, which makes its last bars final
 */
public record ReplaySettings(
        URI ingest,
        String id,
        int chunkSize,
        Duration answerTimeout,
        Duration firstDelay,
        Duration maxDelay,
        Duration giveUpAfter,
        Pace pace,
        boolean close) {
    public ReplaySettings {
        requireNonNull(ingest, "ingest is null");
        requireNonNull(id, "id is null");
        if (!id.matches("[A-Za-z0-9-]{1,64}")) {
            throw new IllegalArgumentException("id is not 1 to 64 letters, digits and hyphens: " + id);
        }
        if (chunkSize < 1) {
            throw new IllegalArgumentException("chunkSize is not positive: " + chunkSize);
        }
        requireNonNull(answerTimeout, "answerTimeout is null");
        requireNonNull(firstDelay, "firstDelay is null");
        requireNonNull(maxDelay, "maxDelay is null");
        requireNonNull(giveUpAfter, "giveUpAfter is null");
        requireNonNull(pace, "pace is null");
    }

    /** 2,000 trades a post, as fast as it goes, retried for five minutes, closed at the end. */
    public static ReplaySettings of(URI ingest, String id) {
        return new ReplaySettings(
                ingest,
                id,
                2_000,
                Duration.ofMinutes(1),
                Duration.ofMillis(100),
                Duration.ofSeconds(5),
                Duration.ofMinutes(5),
                Pace.unbounded(),
                true);
    }

    public ReplaySettings withChunkSize(int value) {
        return new ReplaySettings(ingest, id, value, answerTimeout, firstDelay, maxDelay, giveUpAfter, pace, close);
    }

    public ReplaySettings withAnswerTimeout(Duration value) {
        return new ReplaySettings(ingest, id, chunkSize, value, firstDelay, maxDelay, giveUpAfter, pace, close);
    }

    /** Pauses between retries: the first, and the longest. */
    public ReplaySettings withDelays(Duration first, Duration longest) {
        return new ReplaySettings(ingest, id, chunkSize, answerTimeout, first, longest, giveUpAfter, pace, close);
    }

    public ReplaySettings withGiveUpAfter(Duration value) {
        return new ReplaySettings(ingest, id, chunkSize, answerTimeout, firstDelay, maxDelay, value, pace, close);
    }

    public ReplaySettings withPace(Pace value) {
        return new ReplaySettings(
                ingest, id, chunkSize, answerTimeout, firstDelay, maxDelay, giveUpAfter, value, close);
    }

    /** Leaves the replay open, for callers that go on with it later. */
    public ReplaySettings leftOpen() {
        return new ReplaySettings(ingest, id, chunkSize, answerTimeout, firstDelay, maxDelay, giveUpAfter, pace, false);
    }
}
