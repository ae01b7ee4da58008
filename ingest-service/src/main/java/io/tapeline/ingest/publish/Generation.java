package io.tapeline.ingest.publish;

import io.tapeline.ingest.feed.Feed;
import io.tapeline.ingest.feed.NanoClock;
import io.tapeline.model.Buckets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ranges of one layout. Appending is thread safe. */
final class Generation {
    private final RangeLayout layout;
    private final List<RangeLane> lanes = new ArrayList<>();
    private final int[] laneOf = new int[Buckets.COUNT];

    Generation(
            RangeLayout layout,
            String producer,
            long epoch,
            PublisherSettings settings,
            NanoClock clock,
            boolean spooled,
            @Nullable Generation before) {
        this.layout = layout;
        for (BucketRange range : layout.ranges()) {
            OpenBatch open = new OpenBatch(range, producer, epoch, settings, clock);
            if (before != null && before.isLive(range)) {
                open.setLive();
            }
            for (int bucket = range.first(); bucket <= range.last(); bucket++) {
                laneOf[bucket] = lanes.size();
            }
            SpoolQueue queue = spooled ? new SpoolQueue(open) : null;
            lanes.add(new RangeLane(open, queue, clock.nanoTime()));
        }
    }

    RangeLayout layout() {
        return layout;
    }

    List<RangeLane> lanes() {
        return lanes;
    }

    private boolean isLive(BucketRange range) {
        for (RangeLane lane : lanes) {
            if (lane.open().isLive() && lane.open().range().overlaps(range)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a live event was ever published, in any range. */
    boolean isLive() {
        for (RangeLane lane : lanes) {
            if (lane.open().isLive()) {
                return true;
            }
        }
        return false;
    }

    /** Adds a block's trades to their ranges, in order within each; answers whether the publisher should look. */
    boolean append(EventBlock block, Feed feed, Receipt receipt) {
        int count = block.count();
        int[] starts = new int[lanes.size() + 1];
        for (int row = 0; row < count; row++) {
            starts[laneOf[block.buckets[row]] + 1]++;
        }
        for (int lane = 0; lane < lanes.size(); lane++) {
            starts[lane + 1] += starts[lane];
        }
        int[] order = block.order;
        int[] next = starts.clone();
        for (int row = 0; row < count; row++) {
            order[next[laneOf[block.buckets[row]]]++] = row;
        }
        boolean news = false;
        for (int lane = 0; lane < lanes.size(); lane++) {
            if (starts[lane + 1] > starts[lane]) {
                news |= lanes.get(lane).open().append(block, order, starts[lane], starts[lane + 1], feed, receipt);
            }
        }
        return news;
    }

    /** Closes every open batch: nothing more is appended. */
    void retire() {
        for (RangeLane lane : lanes) {
            lane.open().close();
        }
    }

    boolean isEmpty() {
        for (RangeLane lane : lanes) {
            if (!lane.isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
