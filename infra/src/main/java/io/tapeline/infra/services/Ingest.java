package io.tapeline.infra.services;

import io.tapeline.infra.config.InfraConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kinesis.IStream;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.secretsmanager.ISecret;

/** The ingest service: takes posts, and puts batches on the stream of market data. */
final class Ingest {
    private static final String NAME = "ingest-service";
    private static final int HTTPS = 443;
    /** Of Binance's market data. */
    private static final int FEED_HTTPS = 9443;

    /** A few venues' trades are some hundreds a second. */
    private static final TaskConfig FEEDS = new TaskConfig(512, 1024, 1, 1, 1);

    private Ingest() {}

    static ServiceDefinition define(InfraConfig config, IStream stream, Optional<IKey> key, ISecret keys, Path image) {
        return define(
                "Ingest",
                NAME,
                config.services().ingest(),
                environment(config, stream),
                List.of(HTTPS),
                List.of(
                        List.of("/v1/trades", "/v1/quotes", "/v1/corrections", "/v1/cancels", "/v1/events"),
                        List.of("/v1/stream", "/v1/replays/*", "/v1/instruments", "/v1/instruments/*", "/v1/feeds")),
                config,
                stream,
                key,
                keys,
                image);
    }

    /** The same service, once, for what it pulls itself: every task of the one above would pull it again. Nobody calls it. */
    static ServiceDefinition feeds(InfraConfig config, IStream stream, Optional<IKey> key, ISecret keys, Path image) {
        Map<String, String> environment = environment(config, stream);
        config.services().feeds().symbols().forEach((venue, symbols) -> {
            String variable = "INGEST_FEEDS_" + venue.toUpperCase(Locale.ROOT);
            environment.put(variable + "_TYPE", venue);
            environment.put(variable + "_SYMBOLS", String.join(",", symbols));
        });
        return define(
                "Feeds",
                "ingest-feeds",
                FEEDS,
                environment,
                List.of(HTTPS, FEED_HTTPS),
                List.of(),
                config,
                stream,
                key,
                keys,
                image);
    }

    private static Map<String, String> environment(InfraConfig config, IStream stream) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("KINESIS_REGION", config.general().region());
        environment.put("KINESIS_STREAM", stream.getStreamName());
        environment.put("INGEST_TRUST_KEYS_FILE", ServiceDefinition.KEYS_FILE);
        int spool = config.services().ingestSpool();
        if (spool > 0) {
            environment.put("INGEST_SPOOL_DIRECTORY", ServiceDefinition.SPOOL);
            environment.put("INGEST_SPOOL_MAX_BYTES", spool + "G");
        }
        return environment;
    }

    private static ServiceDefinition define(
            String id,
            String name,
            TaskConfig tasks,
            Map<String, String> environment,
            List<Integer> outPorts,
            List<List<String>> paths,
            InfraConfig config,
            IStream stream,
            Optional<IKey> key,
            ISecret keys,
            Path image) {
        List<PolicyStatement> statements = new ArrayList<>();
        statements.add(PolicyStatement.Builder.create()
                .sid("Stream")
                .actions(List.of("kinesis:PutRecords", "kinesis:ListShards", "kinesis:DescribeStreamSummary"))
                .resources(List.of(stream.getStreamArn()))
                .build());
        key.ifPresent(own -> statements.add(Grants.ofKey(own, "kinesis", config, "kms:GenerateDataKey")));
        return new ServiceDefinition(
                id,
                name,
                NAME,
                8080,
                image,
                tasks,
                environment,
                statements,
                Optional.empty(),
                outPorts,
                Optional.of(keys),
                config.services().ingestSpool(),
                paths);
    }
}
