package io.tapeline.stream.source;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.kinesis.source.proxy.StreamProxy;
import org.apache.flink.connector.kinesis.source.split.StartingPosition;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.Shard;
import org.jspecify.annotations.Nullable;

/**
 * Mends two ways of the connector's reader (4.3.0).
 *
 * <p>It asks again at once, whatever the answer: a quiet stream then costs a core, and a busy one the five reads a second
 * that Kinesis allows, after which the job fails. Here a shard that has been read to its tip rests for the poll interval,
 * and one that is throttled rests longer and answers with nothing meanwhile.
 *
 * <p>It reads on in a closed shard whose last records came together with its end, and fails at the second end ("records
 * for a split that was not registered"). Here the end comes in an answer of its own.
 *
 * <p>For one thread, the fetcher's. Holds a few numbers a shard, until its end.
 */
final class PacedStreamProxy implements StreamProxy {
    private static final long LONGEST_REST = Duration.ofSeconds(2).toNanos();
    private static final long FIRST_REST = Duration.ofMillis(250).toNanos();
    /** Any iterator will do: the proxy below keeps the real one, the reader only looks whether there is one. */
    private static final String STILL_OPEN = "still-open";

    private final StreamProxy delegate;
    private final long pollInterval;
    private final NanoClock clock;
    private final Map<String, Pace> paces = new HashMap<>();

    PacedStreamProxy(StreamProxy delegate, Duration pollInterval, NanoClock clock) {
        this.delegate = delegate;
        this.pollInterval = pollInterval.toNanos();
        this.clock = clock;
    }

    @Override
    public List<Shard> listShards(String streamArn, @Nullable String lastSeenShardId) {
        return delegate.listShards(streamArn, lastSeenShardId);
    }

    @Override
    public GetRecordsResponse getRecords(String streamArn, String shardId, StartingPosition position) {
        Pace pace = paces.computeIfAbsent(shardId, id -> new Pace(clock.nanos()));
        if (pace.drained) {
            paces.remove(shardId);
            return GetRecordsResponse.builder().records(List.of()).build();
        }
        clock.awaitNanos(pace.due - clock.nanos());
        long asked = clock.nanos();
        try {
            GetRecordsResponse response = delegate.getRecords(streamArn, shardId, position);
            pace.rest = FIRST_REST;
            Long behind = response.millisBehindLatest();
            boolean atTip = response.records().isEmpty() || behind == null || behind == 0;
            pace.due = atTip ? asked + pollInterval : asked;
            if (response.nextShardIterator() == null && !response.records().isEmpty()) {
                pace.drained = true;
                return response.toBuilder().nextShardIterator(STILL_OPEN).build();
            }
            return response;
        } catch (ProvisionedThroughputExceededException throttled) {
            pace.due = clock.nanos() + pace.rest;
            pace.rest = Math.min(2 * pace.rest, LONGEST_REST);
            return GetRecordsResponse.builder()
                    .records(List.of())
                    .nextShardIterator(STILL_OPEN)
                    .build();
        }
    }

    @Override
    public void close() throws IOException {
        delegate.close();
    }

    private static final class Pace {
        private long due;
        private long rest = FIRST_REST;
        private boolean drained;

        private Pace(long due) {
            this.due = due;
        }
    }
}
