package io.tapeline.local.kinesis.log;

/**
 * When a segment is full: by bytes, or by the age of its first record. Trimming frees whole segments only.
 *
 * @param maxBytes of frames; one batch may exceed it
 * @param maxAgeMillis between a segment's first record and its last
 */
public record SegmentPolicy(long maxBytes, long maxAgeMillis) {
    public SegmentPolicy {
        if (maxBytes < 1 || maxAgeMillis < 1) {
            throw new IllegalArgumentException(
                    "segment limits must be positive: " + maxBytes + " bytes, " + maxAgeMillis + " ms");
        }
    }
}
