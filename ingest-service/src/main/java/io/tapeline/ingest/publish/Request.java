package io.tapeline.ingest.publish;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One call to the stream: at each position a record, and the lane it came from. The publisher's loop alone uses it. */
final class Request implements PutCall {
    /** A call takes 5 MB; the rest is for keys and framing. */
    private static final int MAX_BYTES = 4 << 20;

    private final List<Lane> lanes = new ArrayList<>();
    private final List<OutgoingRecord> records = new ArrayList<>();
    private int bytes;
    private long sentAt;
    private boolean over;
    private @Nullable CompletionStage<List<PutOutcome>> answer;

    boolean hasRoomFor(OutgoingRecord record) {
        return records.isEmpty()
                || (records.size() < RecordStream.MAX_RECORDS && bytes + record.data().length <= MAX_BYTES);
    }

    void add(Lane lane, OutgoingRecord record) {
        lanes.add(lane);
        records.add(record);
        bytes += record.data().length;
    }

    boolean isEmpty() {
        return lanes.isEmpty();
    }

    List<Lane> lanes() {
        return lanes;
    }

    List<OutgoingRecord> records() {
        return records;
    }

    @Override
    public int recordCount() {
        return records.size();
    }

    @Override
    public int eventCount() {
        int events = 0;
        for (Lane lane : lanes) {
            events += lane.inHand().events();
        }
        return events;
    }

    @Override
    public int byteCount() {
        return bytes;
    }

    @Override
    public int retryCount() {
        int retries = 0;
        for (Lane lane : lanes) {
            retries += lane.failures() > 0 ? 1 : 0;
        }
        return retries;
    }

    @Override
    public List<PostMark> marks(int most) {
        Set<PostMark> marks = new LinkedHashSet<>();
        for (Lane lane : lanes) {
            for (Receipt receipt : lane.inHand().receipts()) {
                if (marks.size() == most) {
                    return List.copyOf(marks);
                }
                if (receipt.mark() != PostMark.NONE) {
                    marks.add(receipt.mark());
                }
            }
        }
        return List.copyOf(marks);
    }

    void sent(long now) {
        sentAt = now;
        for (Lane lane : lanes) {
            lane.sent(now);
        }
    }

    long sentAt() {
        return sentAt;
    }

    void answeredBy(CompletionStage<List<PutOutcome>> stage) {
        answer = stage;
    }

    /** Ends it: true the first time, so that an answer after the time-out changes nothing. */
    boolean end() {
        boolean first = !over;
        over = true;
        return first;
    }

    void cancel() {
        if (answer != null) {
            answer.toCompletableFuture().cancel(true);
        }
    }
}
