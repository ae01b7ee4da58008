package io.tapeline.local.replay;

import io.tapeline.local.replay.PostOutcome.Answered;
import io.tapeline.local.replay.PostOutcome.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts what was answered. State bound: codes of the service, a few rejections of each. For one thread. */
final class Tally {
    private static final int FIRST_OF_EACH = 3;
    /** More than the service has; a wild one must not fill the memory. */
    private static final int MAX_CODES = 64;

    private static final String OTHER = "OTHER";

    private long accepted;
    private long rejected;
    private long retries;
    private final SortedMap<String, Long> rejectedByCode = new TreeMap<>();
    private final List<Rejection> firstRejections = new ArrayList<>();
    private final Map<String, Integer> shown = new HashMap<>();
    private SourcePosition position;
    private String lastAccepted;

    Tally(Checkpoint from) {
        accepted = from.accepted();
        rejected = from.rejected();
        retries = from.retries();
        rejectedByCode.putAll(from.rejectedByCode());
        firstRejections.addAll(from.firstRejections());
        firstRejections.forEach(each -> shown.merge(each.code(), 1, Integer::sum));
        position = from.position();
        lastAccepted = from.lastAccepted();
    }

    void add(Chunk chunk, byte[] body, Answered answer) {
        accepted += answer.accepted();
        rejected += answer.rejected();
        for (Item item : answer.rejections()) {
            String code =
                    rejectedByCode.size() < MAX_CODES || rejectedByCode.containsKey(item.code()) ? item.code() : OTHER;
            rejectedByCode.merge(code, 1L, Long::sum);
            if (shown.merge(code, 1, Integer::sum) <= FIRST_OF_EACH) {
                firstRejections.add(new Rejection(chunk.line(item.index()), code, item.message()));
            }
        }
        long unnamed = answer.rejected() - answer.rejections().size();
        if (unnamed > 0) {
            rejectedByCode.merge(OTHER, unnamed, Long::sum);
        }
        position = chunk.position();
        if (answer.accepted() > 0) {
            lastAccepted = chunk.lastBut(answer.rejections(), body).orElse(lastAccepted);
        }
    }

    void retried() {
        retries++;
    }

    long accepted() {
        return accepted;
    }

    long rejected() {
        return rejected;
    }

    long retries() {
        return retries;
    }

    Checkpoint checkpoint() {
        return new Checkpoint(position, accepted, rejected, rejectedByCode, firstRejections, retries, lastAccepted);
    }
}
