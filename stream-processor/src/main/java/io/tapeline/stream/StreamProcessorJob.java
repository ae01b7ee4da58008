package io.tapeline.stream;

import io.tapeline.settings.Arguments;
import io.tapeline.settings.SettingsException;
import io.tapeline.stream.checkpoint.Resumption;
import io.tapeline.stream.config.CommandLine;
import io.tapeline.stream.config.StreamConfig;
import io.tapeline.stream.lake.LakeCatalog;
import io.tapeline.stream.lake.LakeSinks;
import io.tapeline.stream.live.LiveStream;
import io.tapeline.stream.local.LocalJob;
import io.tapeline.stream.local.LocalRuntime;
import io.tapeline.stream.source.MarketDataSource;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The stream job. Submitted to a cluster it is one job among others; started with plain {@code java} it is a cluster of
 * its own, which stops on SIGTERM. Either way it goes on from its newest checkpoint.
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
        StreamExecutionEnvironment submitted = StreamExecutionEnvironment.getExecutionEnvironment();
        if (!(submitted instanceof LocalStreamEnvironment)) {
            // Neither ends the process, which is the cluster's, nor catches anything: Flink reports what is thrown.
            run(CommandLine.parse(args), submitted.getConfiguration());
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
        runByItself(config);
    }

    private static void run(StreamConfig config, ReadableConfig cluster) throws Exception {
        Configuration flink = FlinkSettings.of(config.execution(), cluster);
        Resumption.add(config.execution(), flink, cluster);
        build(config, flink).execute();
    }

    private static void runByItself(StreamConfig config) throws Exception {
        Configuration flink = FlinkSettings.of(config.execution(), new Configuration());
        LocalJob.start(build(config, LocalRuntime.prepare(config, flink))).awaitEnd();
    }

    private static StreamExecutionEnvironment build(StreamConfig config, Configuration flink) {
        LakeCatalog catalog = new LakeCatalog(config.lake());
        catalog.createMissingTables();
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
        StreamTopology.build(
                env,
                new MarketDataSource(config.kinesis()),
                new LakeAndLiveSinks(new LakeSinks(catalog), LiveStream.sink(config.kinesis())),
                config);
        return env;
    }
}
