package io.tapeline.wire;

import io.tapeline.model.Hashing;
import java.util.Arrays;

/** The fields venues, conditions and attributes of the batch being decoded. Its arrays are kept for the next. */
final class AttributeReader {
    String[] venues = new String[16];
    long[] venueHashes = new long[16];
    byte[] idKinds = new byte[16];
    long[] idRates = new long[16];
    int venueCount;

    private String[] conditions = new String[64];
    private int conditionsCount;

    int count;
    int[] venueOf = new int[64];
    byte[] sideOf = new byte[64];
    String[] conditionsOf = new String[64];

    void read(AvroInput in) throws WireException {
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
                conditionsOf[count] = conditions[in.readIndex("conditions", conditionsCount)];
                count++;
            }
        }
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
                venueHashes = Arrays.copyOf(venueHashes, length);
                idKinds = Arrays.copyOf(idKinds, length);
                idRates = Arrays.copyOf(idRates, length);
            }
            for (int i = 0; i < block; i++) {
                String venue = in.readText();
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
            if (conditionsCount + block > conditions.length) {
                conditions = Arrays.copyOf(conditions, Math.max(conditionsCount + block, conditions.length * 2));
            }
            for (int i = 0; i < block; i++) {
                conditions[conditionsCount++] = in.readText();
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
