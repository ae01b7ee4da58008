package io.tapeline.live.source;

/** Every record of the live stream from now on, for this instance alone. Thread safe. */
public interface RecordSource extends AutoCloseable {
    /** Begins to read, on threads of its own, and returns at once. To be called once. */
    void start(RecordSink sink);

    /** How the reading goes, from memory. */
    SourceState state();

    /** Which stream it is, for people. */
    String description();

    /** After how many killed instances it has cleared away. */
    long sweptInstances();

    /** Ends the reading in an orderly way and leaves nothing behind. */
    @Override
    void close();
}
