package io.tapeline.infra.batch;

import io.tapeline.infra.config.Checks;
import io.tapeline.infra.config.InfraKey;
import io.tapeline.settings.Settings;
import java.util.regex.Pattern;

/** Where the night runs, and how much of it there may be. */
public record BatchConfig(BatchTarget target, Serverless serverless, Glue glue) {
    private static final Pattern WORKER = Pattern.compile("G\\.[1248]X");

    /** The processors of EMR Serverless. */
    public enum Architecture {
        ARM64,
        X86_64
    }

    /**
     * The most that EMR Serverless takes at once.
     *
     * @param memory GB; so disk
     * @param idleMinutes after which it stops
     */
    public record Serverless(Architecture architecture, int cpu, int memory, int disk, int idleMinutes) {}

    /**
     * The Glue job.
     *
     * @param workers how many, or how many at most
     * @param timeoutMinutes after which a run is stopped
     */
    public record Glue(String workerType, int workers, boolean autoScaling, int timeoutMinutes, boolean insights) {}

    public static BatchConfig read(Settings settings) {
        return new BatchConfig(
                settings.choice(InfraKey.BATCH_TARGET, BatchTarget.class),
                new Serverless(
                        settings.choice(InfraKey.SERVERLESS_ARCHITECTURE, Architecture.class),
                        settings.integer(InfraKey.SERVERLESS_MAX_CPU, 2, 10_000),
                        settings.integer(InfraKey.SERVERLESS_MAX_MEMORY, 8, 100_000),
                        settings.integer(InfraKey.SERVERLESS_MAX_DISK, 40, 1_000_000),
                        settings.integer(InfraKey.SERVERLESS_IDLE_TIMEOUT, 1, 10_080)),
                new Glue(
                        Checks.matching(settings, InfraKey.GLUE_WORKER_TYPE, WORKER, "G.1X, G.2X, G.4X or G.8X")
                                .orElse(""),
                        settings.integer(InfraKey.GLUE_WORKERS, 2, 299),
                        settings.flag(InfraKey.GLUE_AUTO_SCALING),
                        settings.integer(InfraKey.GLUE_TIMEOUT, 1, 10_080),
                        settings.flag(InfraKey.GLUE_INSIGHTS)));
    }
}
