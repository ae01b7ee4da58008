package io.tapeline.live.kcl;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.live.AwsStandIns;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/** What is deleted and what is not, look by look, on DynamoDB Local and the Kinesis emulator. Each test has a family. */
class SweepIT {
    private static final String STREAM = "live";

    // Set before all tests.
    @SuppressWarnings("NullAway.Init")
    @TempDir
    static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static AwsStandIns aws;

    @SuppressWarnings("NullAway.Init")
    private static KinesisAsyncClient kinesis;

    @SuppressWarnings("NullAway.Init")
    private static DynamoDbAsyncClient dynamoDb;

    @BeforeAll
    static void start() {
        aws = AwsStandIns.start(directory, STREAM);
        kinesis = aws.kinesis();
        dynamoDb = aws.dynamoDb();
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    private static Sweep sweep(String family) {
        return sweep(family, STREAM);
    }

    private static Sweep sweep(String family, String stream) {
        KclSettings settings = new KclSettings(
                family + "self",
                family,
                stream,
                "us-east-1",
                Optional.empty(),
                Optional.empty(),
                Consumer.FAN_OUT,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5));
        return new Sweep(dynamoDb, kinesis, settings);
    }

    private static void look(Sweep sweep, int times) {
        for (int i = 0; i < times; i++) {
            sweep.look();
        }
    }

    /** As an instance with fan-out leaves it; the tables beside that of the leases as older versions of KCL made them. */
    private static void instance(String application, String... shards) {
        new LeaseTables(dynamoDb, application).create(List.of(shards));
        dynamoDb.putItem(b -> b.tableName(application)
                        .item(Map.of(
                                "leaseKey", AttributeValue.fromS("Leader"),
                                "entityType", AttributeValue.fromS("LEADER"),
                                "ownerName", AttributeValue.fromS(application))))
                .join();
        table(application + "-CoordinatorState", "key");
        table(application + "-WorkerMetricStats", "wid");
        kinesis.registerStreamConsumer(b -> b.streamARN(streamArn()).consumerName(application))
                .join();
    }

    private static void table(String name, String key) {
        dynamoDb.createTable(b -> b.tableName(name)
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .attributeDefinitions(AttributeDefinition.builder()
                                .attributeName(key)
                                .attributeType(ScalarAttributeType.S)
                                .build())
                        .keySchema(KeySchemaElement.builder()
                                .attributeName(key)
                                .keyType(KeyType.HASH)
                                .build()))
                .join();
    }

    private static void set(String table, String attribute, AttributeValue value) {
        dynamoDb.updateItem(b -> b.tableName(table)
                        .key(Map.of("leaseKey", AttributeValue.fromS("shard")))
                        .updateExpression("SET #a = :v")
                        .expressionAttributeNames(Map.of("#a", attribute))
                        .expressionAttributeValues(Map.of(":v", value)))
                .join();
    }

    private static String streamArn() {
        return kinesis.describeStreamSummary(b -> b.streamName(STREAM))
                .join()
                .streamDescriptionSummary()
                .streamARN();
    }

    private static List<String> tables(String family) {
        return dynamoDb.listTables().join().tableNames().stream()
                .filter(name -> name.startsWith(family))
                .toList();
    }

    private static List<String> consumers(String family) {
        return kinesis.listStreamConsumers(b -> b.streamARN(streamArn())).join().consumers().stream()
                .map(software.amazon.awssdk.services.kinesis.model.Consumer::consumerName)
                .filter(name -> name.startsWith(family))
                .toList();
    }

    @Test
    void deletesAllThatHasNotMovedFromTheFirstLookToTheLast() {
        instance("dead-a", "shard");
        Sweep sweep = sweep("dead-");

        look(sweep, Sweep.LOOKS);
        assertThat(tables("dead-")).hasSize(3);
        assertThat(consumers("dead-")).hasSize(1);
        assertThat(sweep.swept()).isZero();

        sweep.look();
        assertThat(tables("dead-")).isEmpty();
        assertThat(consumers("dead-")).isEmpty();
        assertThat(sweep.swept()).isEqualTo(1);
    }

    @Test
    void deletesWhatWasLeftBeforeThereWasALeaseOrAConsumer() {
        new LeaseTables(dynamoDb, "early-a").create(List.of());
        Sweep sweep = sweep("early-");

        look(sweep, Sweep.LOOKS + 1);

        assertThat(tables("early-")).isEmpty();
        assertThat(sweep.swept()).isEqualTo(1);
    }

    @Test
    void deletesTablesAlsoIfTheStreamIsGone() {
        instance("gone-a", "shard");

        look(sweep("gone-", "no-stream"), Sweep.LOOKS + 1);

        assertThat(tables("gone-")).isEmpty();
    }

    @Test
    void leavesWhoseLeasesMove() {
        instance("moves-a", "shard", "other");
        Sweep sweep = sweep("moves-");

        for (int renewal = 1; renewal < 4; renewal++) {
            look(sweep, Sweep.LOOKS);
            set("moves-a", "leaseCounter", AttributeValue.fromN("" + renewal));
        }

        assertThat(tables("moves-")).hasSize(3);
        assertThat(consumers("moves-")).hasSize(1);
        assertThat(sweep.swept()).isZero();
    }

    @Test
    void leavesWhoHasStartedAnewUnderTheSameName() {
        new LeaseTables(dynamoDb, "anew-a").create(List.of("shard"));
        Sweep sweep = sweep("anew-");

        look(sweep, Sweep.LOOKS);
        // The rows are the same again.
        new LeaseTables(dynamoDb, "anew-a").create(List.of("shard"));
        look(sweep, Sweep.LOOKS);

        assertThat(tables("anew-")).containsExactly("anew-a");
    }

    @Test
    void leavesWhatIsNotOfAnotherInstanceOfTheFamily() {
        new LeaseTables(dynamoDb, "mine-self").create(List.of("shard"));
        new LeaseTables(dynamoDb, "mineral-a").create(List.of("shard"));
        table("mine-settings", "name");
        new LeaseTables(dynamoDb, "mine-archiver").create(List.of("shard"));
        set(
                "mine-archiver",
                "checkpoint",
                AttributeValue.fromS("49590338271490256608559692538361571095921575989136588898"));
        table("mine-keys", "leaseKey");
        set("mine-keys", "door", AttributeValue.fromS("front"));
        kinesis.registerStreamConsumer(b -> b.streamARN(streamArn()).consumerName("mine-flink"))
                .join();

        Sweep sweep = sweep("mine-");
        look(sweep, 3 * Sweep.LOOKS);

        assertThat(tables("mine"))
                .containsExactlyInAnyOrder("mine-self", "mineral-a", "mine-settings", "mine-archiver", "mine-keys");
        assertThat(consumers("mine")).containsExactly("mine-flink");
        assertThat(sweep.swept()).isZero();
    }

    @Test
    void goesOnWithTheOthersIfOneCannotBeDeletedAndComesBackToIt() {
        instance("kept-a", "shard");
        instance("kept-b", "shard");
        dynamoDb.updateTable(b -> b.tableName("kept-a").deletionProtectionEnabled(true))
                .join();
        Sweep sweep = sweep("kept-");

        look(sweep, Sweep.LOOKS + 1);
        assertThat(tables("kept-")).containsExactly("kept-a");

        dynamoDb.updateTable(b -> b.tableName("kept-a").deletionProtectionEnabled(false))
                .join();
        sweep.look();
        assertThat(tables("kept-")).isEmpty();
        assertThat(sweep.swept()).isEqualTo(2);
    }

    @Test
    void doesNoHarmToAnotherThatSweepsAtTheSameTime() throws Exception {
        for (int i = 0; i < 4; i++) {
            instance("both-" + i, "shard");
        }
        new LeaseTables(dynamoDb, "both-alive").create(List.of("shard"));
        CyclicBarrier together = new CyclicBarrier(2);
        CompletableFuture<Void> one = CompletableFuture.runAsync(() -> race(sweep("both-"), together));
        CompletableFuture<Void> two = CompletableFuture.runAsync(() -> race(sweep("both-"), together));

        CompletableFuture.allOf(one, two).get(60, TimeUnit.SECONDS);

        assertThat(tables("both-")).containsExactly("both-alive");
        assertThat(consumers("both-")).isEmpty();
    }

    private static void race(Sweep sweep, CyclicBarrier together) {
        for (int i = 0; i <= Sweep.LOOKS; i++) {
            meet(together);
            sweep.look();
            meet(together);
            if (i == Sweep.LOOKS / 2) {
                set("both-alive", "leaseCounter", AttributeValue.fromN("1"));
            }
        }
    }

    private static void meet(CyclicBarrier together) {
        try {
            together.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the other one has not come", e);
        }
    }
}
