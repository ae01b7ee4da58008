package io.tapeline.live.kcl;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.kinesis.leases.Lease;
import software.amazon.kinesis.leases.dynamodb.DynamoDBLeaseSerializer;
import software.amazon.kinesis.retrieval.kpl.ExtendedSequenceNumber;

/**
 * The tables of one KCL application. An instance has no past: what an earlier one of its name has left is thrown away, and
 * its leases begin at the newest records. With a lease for each shard at hand KCL begins within seconds; without, it takes
 * a minute and a half.
 */
final class LeaseTables {
    private static final String OWNER_INDEX = "LeaseOwnerToLeaseKeyIndex";
    private static final String LEASE_KEY = "leaseKey";
    private static final String LEASE_OWNER = "leaseOwner";

    /** Where a row says how far the shard has been read. */
    static final String CHECKPOINT = "checkpoint";
    /** Where KCL says what a row is; it keeps more than leases in the table. */
    static final String ENTITY = "entityType";

    private final DynamoDbAsyncClient dynamoDb;
    private final String application;

    LeaseTables(DynamoDbAsyncClient dynamoDb, String application) {
        this.dynamoDb = dynamoDb;
        this.application = application;
    }

    /** The tables anew, with a free lease for each of the shards. */
    void create(Collection<String> shards) {
        for (String table : delete()) {
            dynamoDb.waiter().waitUntilTableNotExists(b -> b.tableName(table)).join();
        }
        dynamoDb.createTable(b -> b.tableName(application)
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .attributeDefinitions(attribute(LEASE_KEY), attribute(LEASE_OWNER))
                        .keySchema(key(LEASE_KEY, KeyType.HASH))
                        .globalSecondaryIndexes(GlobalSecondaryIndex.builder()
                                .indexName(OWNER_INDEX)
                                .keySchema(key(LEASE_OWNER, KeyType.HASH), key(LEASE_KEY, KeyType.RANGE))
                                .projection(p -> p.projectionType(ProjectionType.KEYS_ONLY))
                                .build()))
                .join();
        dynamoDb.waiter().waitUntilTableExists(b -> b.tableName(application)).join();
        DynamoDBLeaseSerializer serializer = new DynamoDBLeaseSerializer();
        for (String shard : shards) {
            Lease lease = new Lease();
            lease.leaseKey(shard);
            lease.checkpoint(ExtendedSequenceNumber.LATEST);
            lease.ownerSwitchesSinceCheckpoint(0L);
            lease.leaseCounter(0L);
            dynamoDb.putItem(b -> b.tableName(application).item(serializer.toDynamoRecord(lease)))
                    .join();
        }
    }

    /** Whether a table is made as those of leases are. */
    static boolean isOne(TableDescription table) {
        return table.keySchema().equals(List.of(key(LEASE_KEY, KeyType.HASH)));
    }

    /**
     * Asks for the end of the tables, and says which of them there were. That of the leases is the last: as long as anything
     * is left, another instance can see it by that.
     */
    List<String> delete() {
        return tables().stream().filter(this::deleteIfPresent).toList();
    }

    /** The names that KCL gives them; the first two only in older versions. */
    private List<String> tables() {
        return List.of(application + "-CoordinatorState", application + "-WorkerMetricStats", application);
    }

    private boolean deleteIfPresent(String table) {
        try {
            dynamoDb.deleteTable(b -> b.tableName(table)).join();
            return true;
        } catch (CompletionException e) {
            if (e.getCause() instanceof ResourceNotFoundException) {
                return false;
            }
            throw e;
        }
    }

    private static AttributeDefinition attribute(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}
