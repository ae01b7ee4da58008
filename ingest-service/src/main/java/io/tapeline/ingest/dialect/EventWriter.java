package io.tapeline.ingest.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.tapeline.ingest.parse.EventFields;
import io.tapeline.ingest.parse.EventFields.Form;
import io.tapeline.ingest.parse.EventKind;
import io.tapeline.ingest.parse.EventRules;
import io.tapeline.ingest.parse.EventSink;
import io.tapeline.ingest.parse.Field;
import io.tapeline.ingest.parse.RejectCode;
import io.tapeline.ingest.parse.TimestampUnit;
import org.jspecify.annotations.Nullable;

/** Builds events from the values of messages, and hands them on one by one. Reusable; not thread safe. */
final class EventWriter {
    private final EventFields fields;
    private final @Nullable EventKind expected;
    private final MissingTime missingTime;

    private long now;
    private long index;
    private @Nullable EventSink sink;
    private boolean wanted;

    EventWriter(EventRules rules, @Nullable EventKind expected, MissingTime missingTime) {
        // The units of a venue's times differ by stream and age; by magnitude they cannot be mistaken.
        this.fields = new EventFields(rules, null, TimestampUnit.AUTO);
        this.expected = expected;
        this.missingTime = missingTime;
    }

    void setNow(long wallNanos) {
        now = wallNanos;
        fields.setNow(wallNanos);
    }

    /** From now on events are those of this item. */
    void open(long item, EventSink items) {
        index = item;
        sink = items;
        wanted = true;
    }

    /** Whether the sink still wants events. */
    boolean wantsMore() {
        return wanted;
    }

    void close() {
        sink = null;
    }

    /** Begins an event; {@link #end} hands it on. */
    EventWriter begin(EventKind kind) {
        fields.begin(kind);
        if (expected != null && kind != expected) {
            fields.reject(RejectCode.BAD_TYPE, Field.TYPE, kind.label());
        }
        return this;
    }

    /** Sets a field to what the message holds there, if it holds anything. */
    EventWriter set(Field field, @Nullable JsonNode value) {
        if (value != null && !value.isNull() && !value.isMissingNode()) {
            fields.set(field, value.isContainerNode() ? value.toString() : value.asText(), form(value));
        }
        return this;
    }

    /** Sets a field to a text of ours, or a part of the message. */
    EventWriter set(Field field, String value) {
        fields.set(field, value, Form.STRING);
        return this;
    }

    /** Sets the event's time, or what stands for it where the message has none. */
    EventWriter setTime(@Nullable JsonNode value) {
        boolean missing = value == null || value.isNull() || value.isMissingNode();
        return missing && missingTime == MissingTime.OUR_CLOCK
                ? set(Field.TS_EVENT, Long.toString(now))
                : set(Field.TS_EVENT, value);
    }

    /** Hands the event on, or what is wrong with it. */
    void end() {
        fields.finish();
        deliver();
    }

    /** Rejects a message that is no trade and no quote, and that no stream of these needs. */
    void unsupported(String what) {
        fields.begin(null);
        fields.reject(RejectCode.UNSUPPORTED_MESSAGE, null, what);
        deliver();
    }

    /** Rejects an item as a whole. */
    void reject(RejectCode code, String what) {
        fields.begin(null);
        fields.reject(code, null, what);
        deliver();
    }

    private void deliver() {
        if (sink == null) {
            throw new IllegalStateException("no item is open");
        }
        wanted &= fields.deliver(index, sink);
    }

    private static Form form(JsonNode value) {
        if (value.isTextual()) {
            return Form.STRING;
        }
        return value.isNumber() ? Form.NUMBER : value.isContainerNode() ? Form.NESTED : Form.WORD;
    }
}
