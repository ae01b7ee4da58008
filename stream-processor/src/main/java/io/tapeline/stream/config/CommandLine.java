package io.tapeline.stream.config;

import io.tapeline.settings.Arguments;

/** The job's arguments: {@code --key=value} pairs, which win over those of the file that {@code --config} names. */
public final class CommandLine {
    private static final String USAGE = """
            Usage: StreamProcessorJob [--config=FILE] [--key=value ...]

            Reads batches of trades from Kinesis; writes bars, indicators and trades to Iceberg tables
            and live updates to Kinesis. FILE is a properties file of the same keys; arguments win.
            """;

    private CommandLine() {}

    /** What {@code --help} prints: every setting with its default. */
    public static String help() {
        return Arguments.help(USAGE, StreamKey.values());
    }

    /**
     * The settings of the arguments.
     *
     * @throws io.tapeline.settings.SettingsException listing every problem
     */
    public static StreamConfig parse(String... args) {
        return StreamConfig.of(Arguments.parse(StreamKey.values(), args));
    }
}
