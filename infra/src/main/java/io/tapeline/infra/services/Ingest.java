package io.tapeline.infra.services;

import io.tapeline.infra.config.InfraConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    private Ingest() {}

    static ServiceDefinition define(InfraConfig config, IStream stream, Optional<IKey> key, ISecret keys, Path image) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("KINESIS_REGION", config.general().region());
        environment.put("KINESIS_STREAM", stream.getStreamName());
        environment.put("INGEST_TRUST_KEYS_FILE", ServiceDefinition.KEYS_FILE);
        int spool = config.services().ingestSpool();
        if (spool > 0) {
            environment.put("INGEST_SPOOL_DIRECTORY", ServiceDefinition.SPOOL);
            environment.put("INGEST_SPOOL_MAX_BYTES", spool + "G");
        }
        List<PolicyStatement> statements = new ArrayList<>();
        statements.add(PolicyStatement.Builder.create()
                .sid("Stream")
                .actions(List.of("kinesis:PutRecords", "kinesis:ListShards", "kinesis:DescribeStreamSummary"))
                .resources(List.of(stream.getStreamArn()))
                .build());
        key.ifPresent(own -> statements.add(Grants.ofKey(own, "kinesis", config, "kms:GenerateDataKey")));
        return new ServiceDefinition(
                "Ingest",
                NAME,
                8080,
                image,
                config.services().ingest(),
                environment,
                statements,
                Optional.empty(),
                config.network().internetEgress() ? List.of(HTTPS, FEED_HTTPS) : List.of(HTTPS),
                Optional.of(keys),
                spool,
                List.of(
                        List.of("/v1/trades", "/v1/quotes", "/v1/corrections", "/v1/cancels", "/v1/events"),
                        List.of("/v1/stream", "/v1/replays/*", "/v1/instruments", "/v1/instruments/*", "/v1/feeds")));
    }
}
