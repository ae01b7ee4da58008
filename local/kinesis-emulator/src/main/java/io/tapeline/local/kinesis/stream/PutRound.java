package io.tapeline.local.kinesis.stream;

import io.tapeline.local.kinesis.log.FrameBatch;
import io.tapeline.local.kinesis.log.ShardLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** One put of up to 500 records: sorts them by shard, appends once a shard, and answers by position. */
final class PutRound {
    private static final int REFUSED = -1;

    private final String stream;
    private final ShardTable shards;
    private final boolean limits;
    private final long nowMillis;

    PutRound(String stream, ShardTable shards, boolean limits, long nowMillis) {
        this.stream = stream;
        this.shards = shards;
        this.limits = limits;
        this.nowMillis = nowMillis;
    }

    List<PutOutcome> put(List<PutEntry> entries, IntFunction<PutOutcome.@Nullable Refused> preset) {
        int count = entries.size();
        PutOutcome[] outcomes = new PutOutcome[count];
        int[] slots = new int[count];
        int[] bytes = new int[shards.open().size()];
        for (int i = 0; i < count; i++) {
            PutEntry entry = entries.get(i);
            int slot = shards.route(entry.hashKey());
            PutOutcome refused = preset.apply(i);
            if (refused == null && limits && !quotaOf(slot).admitsRecord(entry.bytes(), nowMillis)) {
                refused = throttled(shards.open().get(slot));
            }
            if (refused == null) {
                bytes[slot] += FrameBatch.OVERHEAD + entry.bytes();
                slots[i] = slot;
            } else {
                outcomes[i] = refused;
                slots[i] = REFUSED;
            }
        }
        for (int slot = 0; slot < bytes.length; slot++) {
            if (bytes[slot] > 0) {
                append(slot, bytes[slot], entries, slots, outcomes);
            }
        }
        return new ArrayList<>(Arrays.asList(outcomes));
    }

    private void append(int slot, int bytes, List<PutEntry> entries, int[] slots, PutOutcome[] outcomes) {
        Shard shard = shards.open().get(slot);
        FrameBatch batch = new FrameBatch(bytes);
        for (int i = 0; i < slots.length; i++) {
            if (slots[i] == slot) {
                batch.add(entries.get(i).partitionKey(), entries.get(i).data());
            }
        }
        ShardLog.@Nullable Appended appended = null;
        PutOutcome.@Nullable Refused failure = null;
        try {
            appended = shard.append(batch, nowMillis);
        } catch (IOException e) {
            failure = new PutOutcome.Refused(ErrorType.INTERNAL_FAILURE, "Cannot store: " + e.getMessage());
        }
        long index = appended == null ? 0 : appended.firstIndex();
        for (int i = 0; i < slots.length; i++) {
            if (slots[i] == slot) {
                outcomes[i] = appended == null
                        ? java.util.Objects.requireNonNull(failure)
                        : new PutOutcome.Stored(shard.id(), shard.sequenceNumber(index++, appended.arrivalMillis()));
            }
        }
    }

    private ShardQuota quotaOf(int slot) {
        return shards.open().get(slot).quota();
    }

    private PutOutcome.Refused throttled(Shard shard) {
        return new PutOutcome.Refused(
                ErrorType.PROVISIONED_THROUGHPUT_EXCEEDED,
                "Rate exceeded for shard " + shard.id() + " in stream " + stream + " under account "
                        + StreamNames.ACCOUNT + ".");
    }
}
