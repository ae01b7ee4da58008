package io.tapeline.local.kinesis.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/**
 * A place in a shard that a client carries about. It holds all there is to know, so it outlives a restart; it is good for five minutes.
 *
 * @param streamCreated tells a stream from an earlier one of the same name
 * @param nextIndex the index of the next record to read
 * @param issuedMillis when the client got it
 */
public record ShardIterator(String stream, long streamCreated, String shardId, long nextIndex, long issuedMillis) {
    static final long LIFETIME_MILLIS = 300_000;

    private static final String VERSION = "1";

    /** The iterator as an opaque string. */
    public String encode() {
        String plain = String.join(
                "|",
                VERSION,
                stream,
                Long.toString(streamCreated),
                shardId,
                Long.toString(nextIndex),
                Long.toString(issuedMillis));
        return Base64.getEncoder().encodeToString(plain.getBytes(UTF_8));
    }

    /**
     * Reads an iterator back.
     *
     * @throws KinesisException if it is garbage, or older than five minutes
     */
    public static ShardIterator decode(String encoded, long nowMillis) {
        ShardIterator iterator;
        try {
            String[] parts = new String(Base64.getDecoder().decode(encoded), UTF_8).split("\\|", -1);
            if (parts.length != 6 || !parts[0].equals(VERSION)) {
                throw KinesisException.invalidArgument("Invalid ShardIterator.");
            }
            iterator = new ShardIterator(
                    parts[1], Long.parseLong(parts[2]), parts[3], Long.parseLong(parts[4]), Long.parseLong(parts[5]));
        } catch (IllegalArgumentException e) {
            throw KinesisException.invalidArgument("Invalid ShardIterator.");
        }
        if (nowMillis - iterator.issuedMillis() > LIFETIME_MILLIS) {
            throw new KinesisException(
                    ErrorType.EXPIRED_ITERATOR,
                    "Iterator expired. The iterator was created at " + iterator.issuedMillis()
                            + " while right now it is "
                            + nowMillis + " which is further in the future than the tolerated delay of "
                            + LIFETIME_MILLIS + " milliseconds.");
        }
        return iterator;
    }
}
