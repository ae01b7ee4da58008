package io.tapeline.infra.services;

import io.tapeline.infra.config.InfraKey;
import io.tapeline.settings.Settings;
import java.util.List;

/**
 * How large a service's tasks are, and how many.
 *
 * @param cpu 1024ths of a vCPU
 * @param memory MiB
 * @param requestsPerTask requests a minute above which there should be one more
 */
public record TaskConfig(int cpu, int memory, int minTasks, int maxTasks, int requestsPerTask) {
    private static final int MOST_REQUESTS = 10_000_000;

    /** The sizes that Fargate has: for a number of CPUs the least memory, the most, and the step between. */
    private record Size(int cpu, int least, int most, int step) {}

    private static final List<Size> SIZES = List.of(
            new Size(512, 1024, 4096, 1024),
            new Size(1024, 2048, 8192, 1024),
            new Size(2048, 4096, 16_384, 1024),
            new Size(4096, 8192, 30_720, 1024),
            new Size(8192, 16_384, 61_440, 4096),
            new Size(16_384, 32_768, 122_880, 8192));

    /** Where a service's five settings are. */
    record Keys(InfraKey cpu, InfraKey memory, InfraKey minTasks, InfraKey maxTasks, InfraKey requestsPerTask) {}

    static TaskConfig read(Settings settings, Keys keys, int mostTasks) {
        TaskConfig config = new TaskConfig(
                settings.integer(keys.cpu, 512, 16_384),
                settings.integer(keys.memory, 1024, 122_880),
                settings.integer(keys.minTasks, 1, mostTasks),
                settings.integer(keys.maxTasks, 1, mostTasks),
                settings.integer(keys.requestsPerTask, 1, MOST_REQUESTS));
        config.check(settings, keys);
        return config;
    }

    private void check(Settings settings, Keys keys) {
        SIZES.stream()
                .filter(size -> size.cpu == cpu)
                .findFirst()
                .ifPresentOrElse(
                        size -> {
                            if (memory < size.least || memory > size.most || memory % size.step != 0) {
                                settings.problem(
                                        keys.memory,
                                        "is not from " + size.least + " to " + size.most + " in steps of " + size.step
                                                + ", as Fargate has it for " + cpu + " of " + keys.cpu.key() + ": "
                                                + memory);
                            }
                        },
                        () -> settings.problem(
                                keys.cpu,
                                "is not one of " + SIZES.stream().map(Size::cpu).toList() + ", as Fargate has them: "
                                        + cpu));
        if (minTasks > maxTasks) {
            settings.problem(keys.minTasks, "is above " + keys.maxTasks.key() + ": " + minTasks + " > " + maxTasks);
        }
    }
}
