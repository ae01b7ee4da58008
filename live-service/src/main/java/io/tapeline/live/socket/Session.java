package io.tapeline.live.socket;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tapeline.live.board.Board;
import io.tapeline.live.board.SeriesKey;
import io.tapeline.live.board.SeriesPage;
import io.tapeline.live.board.SeriesView;
import io.tapeline.live.record.SeriesJson;
import io.tapeline.model.Interval;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One client: what it has subscribed to, and how far it has been told. It keeps no messages, only the number of the last
 * change that each series was told up to; a message is made of the board when there is room to send it, and is never long.
 * So a client that reads slowly gets fewer messages with the newest state, and costs nothing meanwhile.
 *
 * <p>For one thread. Bound: the subscriptions.
 */
final class Session {
    /** Bars and rows in one message, or bars and the rows at them: some 60 kB at most. */
    static final int PAGE = 100;

    private final Board board;
    private final MessageReader reader;
    private final int maxSubscriptions;
    private final Changes changes;
    private final Map<SeriesKey, Cursor> subscriptions = new HashMap<>();
    private final Set<SeriesKey> waiting = new LinkedHashSet<>();

    /** Is told what the session wants to hear of. */
    interface Changes {
        void subscribed(SeriesKey key);

        void unsubscribed(SeriesKey key);
    }

    /**
     * How far a series was told.
     *
     * @param change the number of the last change
     * @param before what is older than this is still to be told, if anything is
     * @param left how many bars of that
     */
    private record Cursor(long change, long before, int left) {
        private static final long NOTHING_TOLD = -1;

        static Cursor begin(int history) {
            return new Cursor(NOTHING_TOLD, Long.MAX_VALUE, history);
        }
    }

    Session(Board board, MessageReader reader, int maxSubscriptions, Changes changes) {
        this.board = board;
        this.reader = reader;
        this.maxSubscriptions = maxSubscriptions;
        this.changes = changes;
    }

    /** Follows a message, and gives the answers to it. */
    List<String> receive(String text) {
        try {
            ClientMessage message = reader.read(text);
            List<String> answers = new ArrayList<>();
            if (message instanceof ClientMessage.Subscribe subscribe) {
                subscribe(subscribe, answers);
            } else {
                keys(message).forEach(this::unsubscribe);
            }
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            answers.add(answer.put("type", "subscriptions")
                    .put("count", subscriptions.size())
                    .toString());
            return answers;
        } catch (BadMessageException e) {
            return List.of(complaint(e.complaint(), String.valueOf(e.getMessage())));
        }
    }

    private void subscribe(ClientMessage.Subscribe message, List<String> answers) throws BadMessageException {
        List<SeriesKey> keys = keys(message);
        long more = keys.stream().filter(key -> !subscriptions.containsKey(key)).count();
        if (subscriptions.size() + more > maxSubscriptions) {
            throw new BadMessageException(
                    Complaint.TOO_MANY_SUBSCRIPTIONS,
                    "a connection may have " + maxSubscriptions + " subscriptions, a symbol and interval each; this"
                            + " would make " + (subscriptions.size() + more));
        }
        List<String> unknown = message.symbols().stream()
                .filter(symbol -> !board.knows(symbol))
                .toList();
        if (!unknown.isEmpty()) {
            answers.add(complaint(
                    Complaint.UNKNOWN_SYMBOL,
                    "nothing has been heard of these yet; they are subscribed all the same: " + unknown));
        }
        for (SeriesKey key : keys) {
            subscriptions.put(key, Cursor.begin(message.history()));
            waiting.add(key);
            changes.subscribed(key);
        }
    }

    private void unsubscribe(SeriesKey key) {
        if (subscriptions.remove(key) != null) {
            waiting.remove(key);
            changes.unsubscribed(key);
        }
    }

    private static List<SeriesKey> keys(ClientMessage message) {
        List<SeriesKey> keys = new ArrayList<>();
        for (String symbol : message.symbols()) {
            for (Interval interval : message.intervals()) {
                keys.add(new SeriesKey(symbol, interval));
            }
        }
        return keys;
    }

    /** An error as a message. */
    static String complaint(Complaint complaint, String text) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "error")
                .put("code", complaint.code())
                .put("message", text)
                .toString();
    }

    /** Notes that there is news of a series. */
    void changed(SeriesKey key) {
        if (subscriptions.containsKey(key)) {
            waiting.add(key);
        }
    }

    /** The next message to send, with all that is new of one series; empty if the client knows everything. */
    Optional<String> next() {
        while (!waiting.isEmpty()) {
            SeriesKey key = waiting.iterator().next();
            waiting.remove(key);
            Cursor cursor = subscriptions.get(key);
            if (cursor != null) {
                Optional<String> message = next(key, cursor);
                if (message.isPresent()) {
                    return message;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> next(SeriesKey key, Cursor cursor) {
        return cursor.change() == Cursor.NOTHING_TOLD || cursor.left() > 0 ? past(key, cursor) : news(key, cursor);
    }

    /** What was before the subscription, the newest first: a page at a time, so that no message is long. */
    private Optional<String> past(SeriesKey key, Cursor cursor) {
        SeriesPage page = board.page(key, cursor.before(), Math.min(PAGE, cursor.left()));
        SeriesView view = page.view();
        boolean first = cursor.change() == Cursor.NOTHING_TOLD;
        int left = view.bars().size() == PAGE ? cursor.left() - PAGE : 0;
        subscriptions.put(key, new Cursor(first ? view.change() : cursor.change(), page.from(), left));
        // News may have come meanwhile; if there is none, nothing is sent.
        waiting.add(key);
        return first || !view.isEmpty()
                ? Optional.of(SeriesJson.message(first ? "snapshot" : "update", view))
                : Optional.empty();
    }

    private Optional<String> news(SeriesKey key, Cursor cursor) {
        SeriesView view = board.changes(key, cursor.change(), PAGE);
        subscriptions.put(key, new Cursor(view.change(), cursor.before(), 0));
        if (view.size() >= PAGE) {
            waiting.add(key);
        }
        return view.isEmpty() ? Optional.empty() : Optional.of(SeriesJson.message("update", view));
    }

    /** Ends all subscriptions. */
    void close() {
        List.copyOf(subscriptions.keySet()).forEach(this::unsubscribe);
    }
}
