package io.tapeline.stream.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.wire.BatchEncoder;
import io.tapeline.wire.BatchHeader;
import io.tapeline.wire.Compression;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.junit.jupiter.api.Test;

class BatchClocksTest {
    private static final Instant NOW = Instant.parse("2026-01-05T14:30:00Z");
    private static final long NOW_NANOS = NOW.toEpochMilli() * 1_000_000;

    private final Output output = new Output();
    private final BatchClocks clocks = new BatchClocks(Duration.ofSeconds(2).toNanos());

    @Test
    void saysNothingBeforeTheFirstBatch() {
        clocks.onPeriodicEmit(output);

        assertThat(output.watermarks).isEmpty();
    }

    @Test
    void followsTheLatestClockLessTheOutOfOrderness() {
        batch(NOW_NANOS + 999_999);
        batch(NOW_NANOS - 5_000_000_000L);
        clocks.onPeriodicEmit(output);
        batch(NOW_NANOS - 1);
        clocks.onPeriodicEmit(output);

        assertThat(output.watermarks).containsExactly(NOW.toEpochMilli() - 2_000, NOW.toEpochMilli() - 2_000);
    }

    @Test
    void roundsDownAlsoBeforeTheEpoch() {
        batch(1_999_999_999L);
        clocks.onPeriodicEmit(output);

        assertThat(output.watermarks).containsExactly(-1L);
    }

    @Test
    void isNotMovedByACorruptRecordNorByAClockFarAheadOfItsArrival() {
        batch(NOW_NANOS);
        clocks.onEvent(new KinesisRecord(new byte[] {(byte) 0xC3, 1, 9, 9}, "s", "1", NOW.toEpochMilli()), 0, output);
        clocks.onEvent(new KinesisRecord(new byte[0], "s", "2", NOW.toEpochMilli()), 0, output);
        batch(NOW_NANOS + Duration.ofHours(24).toNanos() + 1);
        batch(Long.MAX_VALUE);
        clocks.onPeriodicEmit(output);

        assertThat(output.watermarks).containsExactly(NOW.toEpochMilli() - 2_000);
    }

    private void batch(long clock) {
        BatchHeader header = new BatchHeader("p", 1, 0, 255, 1, clock, NOW_NANOS);
        byte[] data = new BatchEncoder(Compression.ZSTD).encode(header);
        clocks.onEvent(new KinesisRecord(data, "s", "1", NOW.toEpochMilli()), 0, output);
    }

    private static final class Output implements WatermarkOutput {
        private final List<Long> watermarks = new ArrayList<>();

        @Override
        public void emitWatermark(Watermark watermark) {
            watermarks.add(watermark.getTimestamp());
        }

        @Override
        public void markIdle() {
            throw new AssertionError("a shard's clock does not decide on idleness");
        }

        @Override
        public void markActive() {
            throw new AssertionError("a shard's clock does not decide on idleness");
        }
    }
}
