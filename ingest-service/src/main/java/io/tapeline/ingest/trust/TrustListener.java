package io.tapeline.ingest.trust;

/** Hears what becomes of keys and of requests, for metrics and logs. Thread safe; must be quick and must not throw. */
public interface TrustListener {
    /** The file was read; so many keys are in force now. */
    void loaded(int keys);

    /** The file has changed and cannot be used; the keys read before stay in force. Told once for each content. */
    void failed(String problem);

    /** A request was refused, for a reason of a few that there are. */
    void refused(String reason);
}
