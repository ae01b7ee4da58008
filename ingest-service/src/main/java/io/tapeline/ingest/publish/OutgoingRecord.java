package io.tapeline.ingest.publish;

import static java.util.Objects.requireNonNull;

/** A record to put: an encoded batch, and where it goes. Its bytes are shared, not copied: no one writes to them. */
public final class OutgoingRecord {
    private final String explicitHashKey;
    private final byte[] data;

    /**
     * A record of these bytes.
     *
     * @param explicitHashKey where in the 128-bit hash space it goes, decimal
     */
    public OutgoingRecord(String explicitHashKey, byte[] data) {
        this.explicitHashKey = requireNonNull(explicitHashKey, "explicitHashKey is null");
        this.data = requireNonNull(data, "data is null");
    }

    /** Kinesis wants one, though the hash key decides. */
    public String partitionKey() {
        return explicitHashKey;
    }

    public String explicitHashKey() {
        return explicitHashKey;
    }

    public byte[] data() {
        return data;
    }

    @Override
    public String toString() {
        return "OutgoingRecord[" + explicitHashKey + ", " + data.length + " bytes]";
    }
}
