package io.tapeline.ingest.socket;

/** Hears what becomes of messages, for metrics. Thread safe; must be quick and must not throw. */
public interface SocketListener {
    /** A message and all before it are stored. */
    void acknowledged();

    /**
     * A message was not, and is to be sent again.
     *
     * @param problem the name of what was wrong
     */
    void refused(String problem);
}
