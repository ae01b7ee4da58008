package io.tapeline.ingest.publish;

import java.util.List;

/** A call to the stream as it sets out; to be asked only while the listener hears of it. */
public interface PutCall {
    /** How many records it puts: one for each range. */
    int recordCount();

    /** The events in them; 0 when they only tell the time. */
    int eventCount();

    /** The bytes of them. */
    int byteCount();

    /** How many of them were put before, and not stored. */
    int retryCount();

    /** What the posts are known by that have a part in it, each once, the first so many of them. */
    List<PostMark> marks(int most);
}
