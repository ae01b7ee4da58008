package io.tapeline.wire;

import io.tapeline.model.Hashing;
import io.tapeline.model.RowDictionaryBuilder;
import java.util.Arrays;

/**
 * The fields venues, conditions and attributes of the batch being decoded. Its arrays are kept for the next. The texts go
 * on as they stand in the batch.
 */
final class AttributeReader {
    private byte[] texts = {};
    private String[] venues = new String[16];
    private int[] venueStarts = new int[16];
    private int[] venueLengths = new int[16];
    long[] venueHashes = new long[16];
    byte[] idKinds = new byte[16];
    long[] idRates = new long[16];
    int venueCount;

    private int[] conditionsStarts = new int[64];
    private int[] conditionsLengths = new int[64];
    private int conditionsCount;

    int count;
    int[] venueOf = new int[64];
    private byte[] sideOf = new byte[64];
    private int[] conditionsOf = new int[64];

    void read(AvroInput in) throws WireException {
        texts = in.bytes();
        readVenues(in);
        readConditions(in);
        count = 0;
        for (int block = in.readBlock(); block > 0; block = in.readBlock()) {
            requireRoom("attributes", count, block);
            if (count + block > venueOf.length) {
                int length = Math.max(count + block, venueOf.length * 2);
                venueOf = Arrays.copyOf(venueOf, length);
                sideOf = Arrays.copyOf(sideOf, length);
                conditionsOf = Arrays.copyOf(conditionsOf, length);
            }
            for (int i = 0; i < block; i++) {
                venueOf[count] = in.readIndex("venue", venueCount);
                sideOf[count] = (byte) SideCodes.fromWire(in.readLong()).code();
                conditionsOf[count] = in.readIndex("conditions", conditionsCount);
                count++;
            }
        }
    }

    /** Adds an attribute to a dictionary. */
    void addTo(RowDictionaryBuilder dictionary, int attribute) {
        int venue = venueOf[attribute];
        int conditions = conditionsOf[attribute];
        dictionary.attribute(
                texts,
                venueStarts[venue],
                venueLengths[venue],
                sideOf[attribute],
                texts,
                conditionsStarts[conditions],
                conditionsLengths[conditions]);
    }

    int idKind(int attribute) {
        return idKinds[venueOf[attribute]];
    }

    boolean allNumeric() {
        for (int venue = 0; venue < venueCount; venue++) {
            if (idKinds[venue] != AttributeTable.NUMERIC_IDS) {
                return false;
            }
        }
        return true;
    }

    private void readVenues(AvroInput in) throws WireException {
        int known = venueCount;
        venueCount = 0;
        for (int block = in.readBlock(); block > 0; block = in.readBlock()) {
            requireRoom("venues", venueCount, block);
            if (venueCount + block > venues.length) {
                int length = Math.max(venueCount + block, venues.length * 2);
                venues = Arrays.copyOf(venues, length);
                venueStarts = Arrays.copyOf(venueStarts, length);
                venueLengths = Arrays.copyOf(venueLengths, length);
                venueHashes = Arrays.copyOf(venueHashes, length);
                idKinds = Arrays.copyOf(idKinds, length);
                idRates = Arrays.copyOf(idRates, length);
            }
            for (int i = 0; i < block; i++) {
                int length = in.readTextLength();
                int start = in.position();
                String venue = AvroInput.text(texts, start, length);
                in.skip(length);
                venueStarts[venueCount] = start;
                venueLengths[venueCount] = length;
                // Batches of a stream mostly name the same venues in the same places.
                if (venueCount >= known || !venue.equals(venues[venueCount])) {
                    venues[venueCount] = venue;
                    venueHashes[venueCount] = Hashing.hash64(venue);
                }
                idKinds[venueCount] = (byte) in.readIndex("kind of trade ids", 3);
                idRates[venueCount] = in.readLong();
                venueCount++;
            }
        }
    }

    private void readConditions(AvroInput in) throws WireException {
        conditionsCount = 0;
        for (int block = in.readBlock(); block > 0; block = in.readBlock()) {
            requireRoom("conditions", conditionsCount, block);
            if (conditionsCount + block > conditionsStarts.length) {
                int length = Math.max(conditionsCount + block, conditionsStarts.length * 2);
                conditionsStarts = Arrays.copyOf(conditionsStarts, length);
                conditionsLengths = Arrays.copyOf(conditionsLengths, length);
            }
            for (int i = 0; i < block; i++) {
                int length = in.skipText();
                conditionsStarts[conditionsCount] = in.position() - length;
                conditionsLengths[conditionsCount++] = length;
            }
        }
    }

    private static void requireRoom(String what, int count, int more) throws WireException {
        if (count + more > WireLimits.MAX_EVENTS) {
            throw new WireException(
                    WireException.Reason.TOO_LARGE, what + " are more than " + WireLimits.MAX_EVENTS + " a batch");
        }
    }
}
