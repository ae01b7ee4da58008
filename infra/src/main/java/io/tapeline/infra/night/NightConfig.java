package io.tapeline.infra.night;

import io.tapeline.infra.config.InfraKey;
import io.tapeline.settings.Settings;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The night.
 *
 * @param enabled whether the schedule starts it
 * @param schedule when
 * @param timeZone the zone that the schedule's clock shows
 * @param timeoutSeconds the most that one attempt at a date may take
 * @param attempts how often a date is tried
 * @param retryDelaySeconds the wait before the second attempt; it doubles
 * @param totalTimeoutSeconds the most that a run of all its dates may take
 * @param maxDates the most dates of a run
 * @param jobArguments what the job is told beside the date and where the data is
 */
public record NightConfig(
        boolean enabled,
        Optional<CronSchedule> schedule,
        String timeZone,
        int timeoutSeconds,
        int attempts,
        int retryDelaySeconds,
        int totalTimeoutSeconds,
        int maxDates,
        Notify notification,
        LogLevel logLevel,
        List<String> jobArguments) {
    private static final Pattern ARGUMENT = Pattern.compile("--([a-z0-9.-]+)(=[A-Za-z0-9._:/,-]+)?");
    /** What the workflow says itself. */
    private static final List<String> OURS = List.of("date", "from", "to", "force");

    private static final List<String> OURS_BY_SECTION = List.of("catalog.", "s3.", "warehouse.");
    private static final int LONGEST = 604_800;
    /** To which the wait before an attempt grows. */
    static final int LONGEST_WAIT_SECONDS = 3_600;

    /** For the steps around the attempts. */
    private static final int MARGIN_SECONDS = 900;

    /** Which runs are told of. */
    public enum Notify {
        ALWAYS,
        FAILURES
    }

    /** Which events of a run are logged. */
    public enum LogLevel {
        ALL,
        ERROR,
        FATAL,
        OFF
    }

    public static NightConfig read(Settings settings) {
        NightConfig config = new NightConfig(
                settings.flag(InfraKey.NIGHTLY_ENABLED),
                CronSchedule.read(settings, InfraKey.NIGHTLY_SCHEDULE),
                timeZone(settings),
                settings.integer(InfraKey.NIGHTLY_TIMEOUT, 60, 172_800),
                settings.integer(InfraKey.NIGHTLY_ATTEMPTS, 1, 10),
                settings.integer(InfraKey.NIGHTLY_RETRY_DELAY, 1, 3_600),
                settings.integer(InfraKey.NIGHTLY_TOTAL_TIMEOUT, 60, LONGEST),
                settings.integer(InfraKey.NIGHTLY_MAX_DATES, 1, 366),
                settings.choice(InfraKey.NIGHTLY_NOTIFY, Notify.class),
                settings.choice(InfraKey.NIGHTLY_LOG_LEVEL, LogLevel.class),
                jobArguments(settings));
        if (config.totalTimeoutSeconds < config.lockSeconds()) {
            settings.problem(
                    InfraKey.NIGHTLY_TOTAL_TIMEOUT,
                    "is below " + config.lockSeconds() + ", which nightly_attempts of nightly_timeout may take: "
                            + config.totalTimeoutSeconds);
        }
        return config;
    }

    private static String timeZone(Settings settings) {
        String zone = settings.text(InfraKey.NIGHTLY_TIMEZONE);
        if (!zone.isEmpty() && !ZoneId.getAvailableZoneIds().contains(zone)) {
            settings.problem(InfraKey.NIGHTLY_TIMEZONE, "is not a time zone such as America/New_York: " + zone);
        }
        return zone;
    }

    private static List<String> jobArguments(Settings settings) {
        List<String> arguments = settings.optional(InfraKey.NIGHTLY_ARGUMENTS).stream()
                .flatMap(text -> Arrays.stream(text.split("\\s+", -1)))
                .toList();
        for (String argument : arguments) {
            var matcher = ARGUMENT.matcher(argument);
            if (!matcher.matches()) {
                settings.problem(InfraKey.NIGHTLY_ARGUMENTS, "has what is not --KEY or --KEY=VALUE: " + argument);
            } else if (OURS.contains(matcher.group(1))
                    || OURS_BY_SECTION.stream().anyMatch(matcher.group(1)::startsWith)) {
                settings.problem(InfraKey.NIGHTLY_ARGUMENTS, "has what the workflow says itself: " + argument);
            }
        }
        return arguments;
    }

    /** The most that a date may take, with all its attempts: so long a run that has died keeps others away. */
    int lockSeconds() {
        long waits = 0;
        for (int retry = 1; retry < attempts; retry++) {
            waits += Math.min(LONGEST_WAIT_SECONDS, (long) retryDelaySeconds << (retry - 1));
        }
        return (int) Math.min(Integer.MAX_VALUE, (long) attempts * timeoutSeconds + waits + MARGIN_SECONDS);
    }
}
