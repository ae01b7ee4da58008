package io.tapeline.live;

import io.tapeline.local.kinesis.EmulatorConfig;
import io.tapeline.local.kinesis.KinesisEmulator;
import io.tapeline.local.standins.LocalStack;
import io.tapeline.local.standins.StandIn;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/** The Kinesis emulator and DynamoDB Local, and a client of each. */
public final class AwsStandIns implements AutoCloseable {
    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("tapeline", "tapeline"));

    private final KinesisEmulator emulator;
    private final LocalStack stack;
    private final KinesisAsyncClient kinesis;
    private final DynamoDbAsyncClient dynamoDb;

    private AwsStandIns(KinesisEmulator emulator, LocalStack stack) {
        this.emulator = emulator;
        this.stack = stack;
        this.kinesis = KinesisAsyncClient.builder()
                .endpointOverride(emulator.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .build();
        this.dynamoDb = DynamoDbAsyncClient.builder()
                .endpointOverride(stack.dynamoDbEndpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .build();
    }

    /** Starts both, with streams of one shard. */
    public static AwsStandIns start(Path directory, String... streams) {
        EmulatorConfig config = EmulatorConfig.defaults();
        for (String stream : streams) {
            config = config.withStream(stream, 1);
        }
        return new AwsStandIns(
                KinesisEmulator.start(config), LocalStack.start(directory, EnumSet.of(StandIn.DYNAMODB)));
    }

    URI kinesisEndpoint() {
        return emulator.endpoint();
    }

    URI dynamoDbEndpoint() {
        return stack.dynamoDbEndpoint();
    }

    public KinesisAsyncClient kinesis() {
        return kinesis;
    }

    public DynamoDbAsyncClient dynamoDb() {
        return dynamoDb;
    }

    @Override
    public void close() {
        dynamoDb.close();
        kinesis.close();
        stack.close();
        emulator.close();
    }
}
