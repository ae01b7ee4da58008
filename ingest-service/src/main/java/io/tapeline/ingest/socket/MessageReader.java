package io.tapeline.ingest.socket;

import io.tapeline.ingest.feed.LiveFeed;
import io.tapeline.ingest.parse.EventKind;
import io.tapeline.ingest.parse.TimestampUnit;
import io.tapeline.ingest.post.PostOutcome;
import io.tapeline.ingest.post.PostType;
import io.tapeline.ingest.post.Posts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of a connection as if each had been posted. Thread safe.
 *
 * @param posts takes them
 * @param live their feed
 * @param kind what every item is; null when each says so itself
 * @param unit of timestamps that are plain numbers
 * @param sender who sends them
 */
record MessageReader(Posts posts, LiveFeed live, @Nullable EventKind kind, TimestampUnit unit, Sender sender) {
    /**
     * Reads a message, on a thread that may wait for room.
     *
     * @throws io.tapeline.ingest.publish.PublishException if nothing can be published
     */
    PostOutcome read(Message message) {
        try {
            return posts.take(
                    new ByteArrayInputStream(message.bytes()),
                    new PostType(kind, message.format(), unit),
                    PostType.Packing.PLAIN,
                    live,
                    sender.admission());
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading an array", impossible);
        }
    }
}
