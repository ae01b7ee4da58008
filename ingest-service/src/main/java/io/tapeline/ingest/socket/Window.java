package io.tapeline.ingest.socket;

import io.tapeline.ingest.api.Problem;
import io.tapeline.ingest.post.PostOutcome;
import io.tapeline.ingest.post.PostType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts what becomes of a connection's messages into the order of their numbers: a message is acknowledged when it and all
 * before it are stored, and nothing is after one that was not, until the client goes back to it.
 *
 * <p>For one thread. State bound: what its caller lets in; see {@link #count()} and {@link #bytes()}.
 */
final class Window {
    private static final long NONE = 0;

    /** A message that has been read, or could not be. */
    static final class Entry {
        private final long number;
        private final int bytes;
        private final PostOutcome.@Nullable Read read;
        private @Nullable Problem problem;
        private boolean settled;

        private Entry(long number, int bytes, PostOutcome.@Nullable Read read, @Nullable Problem problem) {
            this.number = number;
            this.bytes = bytes;
            this.read = read;
            this.problem = problem;
        }

        /** It is stored as far as it was read, or, with a problem, it is not. */
        void settle(@Nullable Problem failure) {
            settled = true;
            if (failure != null) {
                problem = failure;
            }
        }
    }

    /** Received and not yet read, in order. */
    private final Deque<Message> waiting = new ArrayDeque<>();
    /** Read and not yet answered, in order. */
    private final Deque<Entry> entries = new ArrayDeque<>();

    private long received;
    private long bytes;
    /** Whether a message was not taken, so that those after it are not either. */
    private boolean broken;
    /** The message that the client has been told to go back to. */
    private long refused = NONE;

    /** Messages received and not yet answered. */
    int count() {
        return waiting.size() + entries.size();
    }

    /** Their bytes. */
    long bytes() {
        return bytes;
    }

    /** The message that the client has to go back to before anything else; 0 if there is none. */
    long refused() {
        return refused;
    }

    /**
     * Takes in the next message; what comes after one that was not taken is dropped.
     *
     * @param fault why it is not to be read; null if it is
     */
    void receive(PostType.Format format, byte[] content, @Nullable Problem fault) {
        if (!broken) {
            received++;
            bytes += content.length;
            waiting.add(new Message(received, format, content, fault));
        }
    }

    /** The client begins again with the message that was refused. */
    void resume() {
        received = refused - 1;
        refused = NONE;
        broken = false;
    }

    /** The message to be read next, which stays; null if there is none. */
    @Nullable
    Message next() {
        return waiting.peek();
    }

    /** Forgets the messages not yet read. */
    void dropWaiting() {
        waiting.forEach(message -> bytes -= message.bytes().length);
        waiting.clear();
        broken = true;
    }

    /**
     * The next message has been read, or could not be.
     *
     * @param read what was read; null if nothing was
     * @param problem what ended the reading too soon; null if nothing did
     */
    Entry read(PostOutcome.@Nullable Read read, @Nullable Problem problem) {
        Message message = waiting.remove();
        Entry entry = new Entry(message.number(), message.bytes().length, read, problem);
        entries.add(entry);
        if (problem != null) {
            dropWaiting();
        }
        return entry;
    }

    /** The answer that is due, if one is. */
    Optional<Answer> poll() {
        Entry first = entries.peek();
        if (first == null || !first.settled) {
            return Optional.empty();
        }
        entries.remove();
        bytes -= first.bytes;
        Problem problem = first.problem;
        PostOutcome.Read read = first.read;
        if (problem == null && read != null) {
            return Optional.of(new Answer.Ack(first.number, read.accepted(), read.rejectedCount(), read.rejected()));
        }
        if (problem == null) {
            throw new IllegalStateException("neither read nor refused: message " + first.number);
        }
        dropWaiting();
        entries.clear();
        bytes = 0;
        refused = first.number;
        return Optional.of(new Answer.Nack(first.number, problem));
    }
}
