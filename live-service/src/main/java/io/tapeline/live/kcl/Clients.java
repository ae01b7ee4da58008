package io.tapeline.live.kcl;

import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClientBuilder;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClientBuilder;
import software.amazon.kinesis.common.KinesisClientUtil;

/**
 * The SDK's clients, with the default chain of credentials.
 *
 * @param kinesis set up as KCL wants it
 * @param dynamoDb for the leases
 * @param cloudWatch asked for by KCL and never called: the service has metrics of its own
 */
record Clients(KinesisAsyncClient kinesis, DynamoDbAsyncClient dynamoDb, CloudWatchAsyncClient cloudWatch)
        implements AutoCloseable {
    static Clients of(KclSettings settings) {
        Region region = Region.of(settings.region());
        KinesisAsyncClientBuilder kinesis = KinesisAsyncClient.builder().region(region);
        settings.endpoint().ifPresent(kinesis::endpointOverride);
        DynamoDbAsyncClientBuilder dynamoDb = DynamoDbAsyncClient.builder().region(region);
        settings.dynamoDbEndpoint().ifPresent(dynamoDb::endpointOverride);
        return new Clients(
                KinesisClientUtil.createKinesisAsyncClient(kinesis),
                dynamoDb.build(),
                CloudWatchAsyncClient.builder().region(region).build());
    }

    @Override
    public void close() {
        kinesis.close();
        dynamoDb.close();
        cloudWatch.close();
    }
}
