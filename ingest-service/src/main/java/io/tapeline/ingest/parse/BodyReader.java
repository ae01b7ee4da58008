package io.tapeline.ingest.parse;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads bodies of one format, one after the other, in constant memory. Not thread safe. */
public interface BodyReader {
    /**
     * Reads a body to its end, or until the sink wants no more.
     *
     * @return where the body's fault ended the reading; null if it was read whole or the sink ended it
     * @throws IOException if the stream breaks
     */
    @Nullable
    Stop read(InputStream body, EventSink items) throws IOException;
}
