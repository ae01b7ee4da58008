package io.tapeline.ingest.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tapeline.ingest.parse.EventKind;
import io.tapeline.ingest.parse.EventRules;
import io.tapeline.ingest.parse.EventSink;
import io.tapeline.ingest.parse.ItemParser;
import io.tapeline.ingest.parse.JsonText;
import io.tapeline.ingest.parse.RejectCode;
import org.jspecify.annotations.Nullable;

/**
 * Reads the items of a body as a venue's messages: each item is a message, or for Alpaca an array of them. Reusable; not
 * thread safe. State bound: one item.
 */
public final class DialectParser implements ItemParser {
    private final Dialect dialect;
    private final DialectReader reader;

    private JsonNode message = MissingNode.getInstance();
    private @Nullable RejectCode problem;
    private String excerpt = "";

    /**
     * A parser of one venue's messages.
     *
     * @param expected the only kind of event that is taken; null for all
     */
    public DialectParser(Dialect dialect, EventRules rules, @Nullable EventKind expected, MissingTime missingTime) {
        this.dialect = dialect;
        this.reader = new DialectReader(dialect, rules, expected, missingTime);
    }

    @Override
    public boolean isStart(byte first) {
        return first == '{' || (first == '[' && dialect.sendsArrays());
    }

    @Override
    public void setNow(long now) {
        reader.setNow(now);
    }

    @Override
    public int parse(byte[] text, int from, int to, boolean lines) {
        int end = JsonText.skipValue(text, from, to, lines);
        if (end < 0) {
            return end;
        }
        message = MissingNode.getInstance();
        problem = null;
        excerpt = JsonText.excerpt(text, from, end);
        if (!JsonText.isUtf8(text, from, end)) {
            problem = RejectCode.INVALID_UTF8;
            return end;
        }
        try {
            message = DialectReader.parse(text, from, end - from);
        } catch (MismatchedInputException e) {
            problem = RejectCode.DUPLICATE_FIELD;
        } catch (StreamConstraintsException e) {
            problem = RejectCode.TOO_LARGE;
        } catch (JsonProcessingException e) {
            return MALFORMED;
        }
        return end;
    }

    @Override
    public boolean deliver(long index, EventSink sink) {
        RejectCode code = problem;
        return code == null ? reader.read(message, index, sink) : reader.reject(code, excerpt, index, sink);
    }
}
