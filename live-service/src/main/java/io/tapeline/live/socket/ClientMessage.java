package io.tapeline.live.socket;

import io.tapeline.model.Interval;
import java.util.List;

/** What a client may say. */
sealed interface ClientMessage {
    List<String> symbols();

    List<Interval> intervals();

    /**
     * Tell me of these from now on, after what you know of them.
     *
     * @param symbols each with each of the intervals
     * @param intervals each once
     * @param history how many bars of each to begin with
     */
    record Subscribe(List<String> symbols, List<Interval> intervals, int history) implements ClientMessage {
        public Subscribe {
            symbols = List.copyOf(symbols);
            intervals = List.copyOf(intervals);
        }
    }

    /**
     * Tell me no more of these.
     *
     * @param symbols each with each of the intervals
     * @param intervals each once
     */
    record Unsubscribe(List<String> symbols, List<Interval> intervals) implements ClientMessage {
        public Unsubscribe {
            symbols = List.copyOf(symbols);
            intervals = List.copyOf(intervals);
        }
    }
}
