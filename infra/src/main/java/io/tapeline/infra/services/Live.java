package io.tapeline.infra.services;

import io.tapeline.infra.config.InfraConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kinesis.IStream;
import software.amazon.awscdk.services.kms.IKey;

/** The live service: reads the stream of live updates, each task all of it, and serves the page and its subscribers. */
final class Live {
    private static final String NAME = "live-service";

    private Live() {}

    static ServiceDefinition define(InfraConfig config, IStream stream, Optional<IKey> key, Path image) {
        String application = config.general().prefix() + "-live";
        Map<String, String> environment = new TreeMap<>();
        environment.put("LIVE_STREAM", stream.getStreamName());
        environment.put("LIVE_REGION", config.general().region());
        environment.put("LIVE_APPLICATION", application);
        environment.put(
                "LIVE_CONSUMER",
                config.services().liveConsumer().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        List<PolicyStatement> statements = new ArrayList<>();
        statements.add(PolicyStatement.Builder.create()
                .sid("Stream")
                .actions(List.of(
                        "kinesis:DescribeStream",
                        "kinesis:DescribeStreamSummary",
                        "kinesis:ListShards",
                        "kinesis:GetShardIterator",
                        "kinesis:GetRecords",
                        "kinesis:ListStreamConsumers",
                        "kinesis:RegisterStreamConsumer",
                        "kinesis:DescribeStreamConsumer",
                        "kinesis:DeregisterStreamConsumer"))
                .resources(List.of(stream.getStreamArn()))
                .build());
        // A task is a consumer of its own, named after it.
        statements.add(PolicyStatement.Builder.create()
                .sid("Consumers")
                .actions(List.of(
                        "kinesis:DescribeStreamConsumer",
                        "kinesis:RegisterStreamConsumer",
                        "kinesis:DeregisterStreamConsumer",
                        "kinesis:SubscribeToShard"))
                .resources(List.of(stream.getStreamArn() + "/consumer/" + application + "-*"))
                .build());
        statements.add(PolicyStatement.Builder.create()
                .sid("Leases")
                .actions(List.of(
                        "dynamodb:CreateTable",
                        "dynamodb:DescribeTable",
                        "dynamodb:UpdateTable",
                        "dynamodb:DeleteTable",
                        "dynamodb:GetItem",
                        "dynamodb:PutItem",
                        "dynamodb:UpdateItem",
                        "dynamodb:DeleteItem",
                        "dynamodb:Scan",
                        "dynamodb:Query"))
                .resources(List.of(tables(config) + application + "-*", tables(config) + application + "-*/index/*"))
                .build());
        // To find what killed tasks have left.
        statements.add(PolicyStatement.Builder.create()
                .sid("Names")
                .actions(List.of("dynamodb:ListTables"))
                .resources(List.of("*"))
                .build());
        key.ifPresent(own -> statements.add(Grants.ofKey(own, "kinesis", config, "kms:Decrypt")));
        return new ServiceDefinition(
                "Live",
                NAME,
                NAME,
                8082,
                image,
                config.services().live(),
                environment,
                statements,
                Optional.of(
                        "each task has a consumer and lease tables of its own, named after the service and itself, and deletes"
                                + " those of killed tasks; dynamodb:ListTables, by which it finds them, knows no resource"),
                List.of(443),
                Optional.empty(),
                0,
                List.of(
                        List.of("/", "/index.html", "/live*", "/_static/*"),
                        List.of("/v1/live", "/v1/symbols", "/v1/bars/*")));
    }

    private static String tables(InfraConfig config) {
        return "arn:" + Aws.PARTITION + ":dynamodb:" + config.general().region() + ":" + Aws.ACCOUNT_ID + ":table/";
    }
}
