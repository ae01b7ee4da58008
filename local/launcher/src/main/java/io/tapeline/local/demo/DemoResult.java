package io.tapeline.local.demo;

import io.tapeline.local.launcher.stack.Endpoints;
import io.tapeline.local.replay.ReplayReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * All that a demo has found.
 *
 * @param expected what the file must come to
 * @param replay what the ingest service has answered; empty if the trades were there already
 * @param lake what the lake holds
 * @param streamDuplicates trades that the stream has recognised and dropped; empty if Flink does not tell
 * @param nightly what the batch has reported
 * @param warehouse what the warehouse holds
 * @param phases how long each phase took
 * @param firstBar from the start of this program to the first final bar
 * @param total from the start of this program to the end
 * @param peakMemory of all processes together, in bytes
 * @param endpoints where to look further
 * @param checks how many numbers were compared
 * @param wrong those that are not what they must be
 */
record DemoResult(
        NaiveCount expected,
        Optional<ReplayReport> replay,
        LakeFacts lake,
        OptionalLong streamDuplicates,
        NightlyFacts nightly,
        WarehouseFacts warehouse,
        Map<String, Duration> phases,
        Optional<Duration> firstBar,
        Duration total,
        long peakMemory,
        Endpoints endpoints,
        int checks,
        List<String> wrong) {}
