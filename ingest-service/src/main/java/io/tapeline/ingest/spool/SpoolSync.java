package io.tapeline.ingest.spool;

/** When what is written is forced to the disk. A killed process loses nothing that was written, whichever it is. */
public enum SpoolSync {
    /** Before a batch is first sent: it also survives a machine that loses its power. */
    BATCH,
    /** Once a second: a machine that loses its power loses up to so much. */
    INTERVAL,
    /** When the operating system likes. */
    OFF
}
