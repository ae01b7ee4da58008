package io.tapeline.ingest.spool;

import java.nio.file.Path;

/** Hears what the spool finds or cannot do. Called on the thread that uses the spool; must not throw. */
public interface SpoolListener {
    /** Bytes that are no batch, or no longer the one that was written; they were copied to a file of their own. */
    void corrupt(Path keptIn, long bytes);

    /** The end of a segment was never completely written, and so never sent; it was cut off. */
    void torn(Path segment, long bytes);

    /** A file could not be read, marked or deleted. At worst a batch is published twice, or its file stays. */
    void failed(Path file, String problem);
}
