package io.tapeline.live.kcl;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.kinesis.checkpoint.SentinelCheckpoint;

/**
 * Deletes what killed instances of the same family have left. A living instance renews its leases, so that its lease table
 * is another at each look; one that stays the same for some looks in a row has nobody. A table counts only if it is one
 * of leases, and none of them holds a position in the stream, as none of ours does: nobody could go on from there.
 * Several may sweep at once: what is gone already is no error. For one thread; the count is for any.
 */
final class Sweep {
    /** Looks after the first that must show the same. */
    static final int LOOKS = 5;

    private static final Logger LOG = Logger.getLogger(Sweep.class);
    private static final String ALL = "the tables";
    private static final Set<String> NO_POSITION =
            Stream.of(SentinelCheckpoint.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());

    private final DynamoDbAsyncClient dynamoDb;
    private final KinesisAsyncClient kinesis;
    private final KclSettings settings;
    private final Vigil vigil = new Vigil(LOOKS);
    /** What is in the way now, each told once. */
    private final Map<String, String> problems = new HashMap<>();

    private final AtomicLong swept = new AtomicLong();

    Sweep(DynamoDbAsyncClient dynamoDb, KinesisAsyncClient kinesis, KclSettings settings) {
        this.dynamoDb = dynamoDb;
        this.kinesis = kinesis;
        this.settings = settings;
    }

    /** How many instances have been cleared away. */
    long swept() {
        return swept.get();
    }

    /** Looks at all that is there, and deletes what is dead by now. What AWS refuses is tried again at the next look. */
    void look() {
        Set<String> names = new TreeSet<>();
        if (succeeds(ALL, () -> names.addAll(others()))) {
            vigil.retain(names);
            problems.keySet().retainAll(names);
            names.forEach(name -> succeeds(name, () -> look(name)));
        }
    }

    private boolean succeeds(String what, Runnable step) {
        try {
            step.run();
            problems.remove(what);
            return true;
        } catch (CompletionException | SdkException e) {
            String problem = Refusals.words(e);
            if (!problem.equals(problems.put(what, problem))) {
                LOG.warnf("cannot look after what killed instances have left, of %s: %s", what, problem);
            }
            return false;
        }
    }

    private Set<String> others() {
        Set<String> names = new HashSet<>();
        String last = null;
        do {
            String after = last;
            ListTablesResponse page =
                    dynamoDb.listTables(b -> b.exclusiveStartTableName(after)).join();
            page.tableNames().stream()
                    .filter(name -> name.startsWith(settings.family()) && !name.equals(settings.application()))
                    .forEach(names::add);
            last = page.lastEvaluatedTableName();
        } while (last != null);
        return names;
    }

    private void look(String name) {
        Optional<Leases> leases = leases(name);
        if (leases.isEmpty()) {
            vigil.forget(name);
        } else if (vigil.isDead(name, leases.get())) {
            Consumers.deregister(kinesis, settings.stream(), name);
            List<String> tables = new LeaseTables(dynamoDb, name).delete();
            vigil.forget(name);
            // Not if another instance was faster.
            if (tables.contains(name)) {
                swept.incrementAndGet();
                LOG.infof("deleted what a killed instance has left, application=%s, tables=%s", name, tables);
            }
        }
    }

    /**
     * What a lease table holds, whole rows: whatever changes is a sign of life.
     *
     * @param created a table made anew is another one, even if it looks like the old one
     */
    private record Leases(@Nullable Instant created, Set<Map<String, AttributeValue>> rows) {}

    /** Empty if it is no lease table of an instance, or is just being made or deleted. */
    private Optional<Leases> leases(String table) {
        try {
            TableDescription description =
                    dynamoDb.describeTable(b -> b.tableName(table)).join().table();
            if (description.tableStatus() != TableStatus.ACTIVE || !LeaseTables.isOne(description)) {
                return Optional.empty();
            }
            Set<Map<String, AttributeValue>> rows = rows(table);
            return rows.stream().allMatch(Sweep::holdsNoPosition)
                    ? Optional.of(new Leases(description.creationDateTime(), rows))
                    : Optional.empty();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ResourceNotFoundException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Set<Map<String, AttributeValue>> rows(String table) {
        Set<Map<String, AttributeValue>> rows = new HashSet<>();
        Map<String, AttributeValue> last = Map.of();
        do {
            Map<String, AttributeValue> after = last;
            ScanResponse page = dynamoDb.scan(b ->
                            b.tableName(table).consistentRead(true).exclusiveStartKey(after.isEmpty() ? null : after))
                    .join();
            rows.addAll(page.items());
            last = page.lastEvaluatedKey();
        } while (!last.isEmpty());
        return rows;
    }

    /** A lease that begins at the newest record, or has ended; or what else KCL keeps in the table. */
    private static boolean holdsNoPosition(Map<String, AttributeValue> row) {
        AttributeValue checkpoint = row.get(LeaseTables.CHECKPOINT);
        return checkpoint == null
                ? row.containsKey(LeaseTables.ENTITY)
                : checkpoint.s() != null && NO_POSITION.contains(checkpoint.s());
    }
}
