package io.tapeline.ingest.reference;

/** Hears of changes of the reference data, for logs and metrics. Thread safe; must not throw. */
public interface ReferenceListener {
    /** Other instruments are in force. */
    void changed(int instruments);

    /** The file has changed and is not good: what was in force stays so. */
    void bad(ReferenceException problem);
}
