package io.tapeline.local.kinesis;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the process form was asked for.
 *
 * @param exitWithParent whether to end when standard input does
 */
record CommandLine(EmulatorConfig config, boolean help, boolean exitWithParent) {
    static final String USAGE = """
            Usage: kinesis-emulator [options]
              --port N              port on 127.0.0.1; 0 for any free one (default 4567)
              --data-dir DIR        keep records here, over restarts (default: in memory)
              --stream NAME=SHARDS  create this stream unless it exists; may be repeated
              --limits on|off       limits of throughput and number (default on)
              --retention 24h       of new streams; 30s, 15m, 24h, 7d (default 24h)
              --read-wait 0ms       how long a read with nothing to return waits for a record (default 0ms);
                                    20ms keeps pollers on one machine from spinning
              --max-heap 64m        of records kept in memory, without --data-dir (default 64m)
              --region NAME         that ARNs name (default us-east-1)
              --exit-with-parent    end when standard input does
              --help                print this
            """;

    private static final int DEFAULT_PORT = 4567;
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

    /** Throws IllegalArgumentException, fit to be shown, on what it does not understand. */
    static CommandLine parse(List<String> arguments) {
        EmulatorConfig config = EmulatorConfig.defaults().withPort(DEFAULT_PORT);
        boolean help = false;
        boolean exitWithParent = false;
        Deque<String> rest = new ArrayDeque<>(arguments);
        while (!rest.isEmpty()) {
            String option = rest.pop();
            switch (option) {
                case "--help", "-h" -> help = true;
                case "--exit-with-parent" -> exitWithParent = true;
                case "--port" -> config = config.withPort(number(option, value(option, rest)));
                case "--data-dir" -> config = config.withDataDirectory(Path.of(value(option, rest)));
                case "--stream" -> config = stream(config, value(option, rest));
                case "--limits" -> config = limits(config, value(option, rest));
                case "--retention" -> config = config.withRetention(duration(option, value(option, rest)));
                case "--read-wait" -> config = config.withReadWait(duration(option, value(option, rest)));
                case "--max-heap" -> config = config.withMaxHeapBytes(bytes(value(option, rest)));
                case "--region" -> config = config.withRegion(value(option, rest));
                default -> throw new IllegalArgumentException("unknown option " + option);
            }
        }
        return new CommandLine(config, help, exitWithParent);
    }

    private static String value(String option, Deque<String> rest) {
        if (rest.isEmpty()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return rest.pop();
    }

    private static EmulatorConfig stream(EmulatorConfig config, String spec) {
        int at = spec.indexOf('=');
        if (at < 1) {
            throw new IllegalArgumentException("--stream takes NAME=SHARDS, not '" + spec + "'");
        }
        return config.withStream(spec.substring(0, at), number("--stream", spec.substring(at + 1)));
    }

    private static EmulatorConfig limits(EmulatorConfig config, String value) {
        return switch (value) {
            case "on" -> config;
            case "off" -> config.withoutLimits();
            default -> throw new IllegalArgumentException("--limits takes on or off, not '" + value + "'");
        };
    }

    private static int number(String option, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " takes a number, not '" + value + "'", e);
        }
    }

    private static Duration duration(String option, String value) {
        Matcher parts = DURATION.matcher(value);
        if (!parts.matches()) {
            throw new IllegalArgumentException(option + " takes something like 20ms, 30s or 24h, not '" + value + "'");
        }
        long count = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private static long bytes(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        int shift = lower.endsWith("g") ? 30 : lower.endsWith("m") ? 20 : lower.endsWith("k") ? 10 : 0;
        try {
            return Long.parseLong(shift == 0 ? lower : lower.substring(0, lower.length() - 1)) << shift;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--max-heap takes something like 64m, not '" + value + "'", e);
        }
    }
}
