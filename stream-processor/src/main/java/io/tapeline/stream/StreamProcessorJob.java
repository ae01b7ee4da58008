package io.tapeline.stream;

import io.tapeline.settings.Arguments;
import io.tapeline.settings.SettingsException;
import io.tapeline.stream.config.CommandLine;
import io.tapeline.stream.config.StreamConfig;
import io.tapeline.stream.lake.LakeCatalog;
import io.tapeline.stream.lake.LakeSinks;
import io.tapeline.stream.live.LiveStream;
import io.tapeline.stream.local.LocalJob;
import io.tapeline.stream.local.LocalRuntime;
import io.tapeline.stream.source.MarketDataSource;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The stream job. Submitted to a cluster it is one job among others; started with plain {@code java} it is a cluster of
 * its own, which resumes from its newest checkpoint and stops on SIGTERM.
 */
public final class StreamProcessorJob {
    private static final int BAD_ARGUMENTS = 2;

    private StreamProcessorJob() {}

    /**
     * Runs the job; see {@code --help}.
     *
     * @throws Exception if the job cannot be started, or fails for good
     */
    public static void main(String[] args) throws Exception {
        if (Arguments.wantHelp(args)) {
            System.out.println(CommandLine.help());
            return;
        }
        StreamConfig config;
        try {
            config = CommandLine.parse(args);
        } catch (SettingsException wrong) {
            System.err.println(wrong.getMessage());
            System.err.println("Try --help.");
            System.exit(BAD_ARGUMENTS);
            return;
        }
        run(config);
    }

    private static void run(StreamConfig config) throws Exception {
        LakeCatalog catalog = new LakeCatalog(config.lake());
        catalog.createMissingTables();
        Configuration flink = FlinkSettings.of(config.execution());
        boolean local = StreamExecutionEnvironment.getExecutionEnvironment() instanceof LocalStreamEnvironment;
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(local ? LocalRuntime.prepare(config, flink) : flink);
        StreamTopology.build(
                env,
                new MarketDataSource(config.kinesis()),
                new LakeAndLiveSinks(new LakeSinks(catalog), LiveStream.sink(config.kinesis())),
                config);
        if (local) {
            LocalJob.start(env).awaitEnd();
        } else {
            env.execute();
        }
    }
}
