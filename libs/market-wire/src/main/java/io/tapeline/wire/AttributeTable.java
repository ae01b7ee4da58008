package io.tapeline.wire;

import io.tapeline.model.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The combinations of venue, kind of trade id, side and conditions in the open batch. There are few, so that a trade's
 * venue, side and conditions cost one byte together.
 */
final class AttributeTable {
    static final int NO_IDS = 0;
    static final int NUMERIC_IDS = 1;
    static final int TEXT_IDS = 2;

    private static final int MAX_BYTES_PER_COMBINATION = 3 + 1 + 3;

    private record VenueKey(String venue, int idKind) {}

    private final Map<VenueKey, Integer> venueIndex = new HashMap<>();
    private final Map<String, Integer> conditionsIndex = new HashMap<>();
    private final List<VenueKey> venues = new ArrayList<>();
    private final List<String> conditions = new ArrayList<>();
    private final List<byte[]> venueTexts = new ArrayList<>();
    private final List<byte[]> conditionsTexts = new ArrayList<>();

    private int[] slots = new int[256];
    private int[] hashes = new int[64];
    private int[] venueOf = new int[64];
    private Side[] sideOf = new Side[64];
    private int[] conditionsOf = new int[64];
    private int count;
    private int bytes;

    /** The index of a combination. */
    int get(String venue, int idKind, Side side, String conditionsText) {
        int hash = ((venue.hashCode() * 31 + conditionsText.hashCode()) * 31 + side.ordinal()) * 31 + idKind;
        hash = hash * 0x9E3779B9;
        hash ^= hash >>> 15;
        int mask = slots.length - 1;
        for (int i = hash & mask; ; i = (i + 1) & mask) {
            int index = slots[i] - 1;
            if (index < 0) {
                return insert(venue, idKind, side, conditionsText, hash);
            }
            if (hashes[index] == hash && sideOf[index] == side) {
                VenueKey key = venues.get(venueOf[index]);
                if (key.idKind == idKind
                        && key.venue.equals(venue)
                        && conditions.get(conditionsOf[index]).equals(conditionsText)) {
                    return index;
                }
            }
        }
    }

    /** The index of a combination's venue. */
    int venue(int attribute) {
        return venueOf[attribute];
    }

    boolean hasNumericIds(int attribute) {
        return venues.get(venueOf[attribute]).idKind == NUMERIC_IDS;
    }

    boolean hasTextIds(int attribute) {
        return venues.get(venueOf[attribute]).idKind == TEXT_IDS;
    }

    int count() {
        return count;
    }

    int venueCount() {
        return venues.size();
    }

    /** At least what {@link #write} writes, less the arrays' own lengths. */
    int bytesBound() {
        return bytes;
    }

    void write(AvroOutput out, long[] tradeIdRates) {
        out.startArray(venues.size());
        for (int i = 0; i < venues.size(); i++) {
            out.writeText(venueTexts.get(i));
            out.writeLong(venues.get(i).idKind);
            out.writeLong(tradeIdRates[i]);
        }
        out.endArray();
        out.startArray(conditions.size());
        for (byte[] text : conditionsTexts) {
            out.writeText(text);
        }
        out.endArray();
        out.startArray(count);
        for (int i = 0; i < count; i++) {
            out.writeLong(venueOf[i]);
            out.writeLong(SideCodes.toWire(sideOf[i]));
            out.writeLong(conditionsOf[i]);
        }
        out.endArray();
    }

    void clear() {
        venueIndex.clear();
        conditionsIndex.clear();
        venues.clear();
        conditions.clear();
        venueTexts.clear();
        conditionsTexts.clear();
        Arrays.fill(slots, 0);
        count = 0;
        bytes = 0;
    }

    private int insert(String venue, int idKind, Side side, String conditionsText, int hash) {
        // Both texts are checked before anything changes.
        byte[] venueText = Texts.utf8("venue", venue);
        byte[] conditionsUtf8 = Texts.utf8("conditions", conditionsText);
        VenueKey key = new VenueKey(venue, idKind);
        Integer venueAt = venueIndex.get(key);
        if (venueAt == null) {
            venueAt = venues.size();
            venueIndex.put(key, venueAt);
            venues.add(key);
            venueTexts.add(venueText);
            bytes += venueText.length + 3 + 10;
        }
        Integer conditionsAt = conditionsIndex.get(conditionsText);
        if (conditionsAt == null) {
            conditionsAt = conditions.size();
            conditionsIndex.put(conditionsText, conditionsAt);
            conditions.add(conditionsText);
            conditionsTexts.add(conditionsUtf8);
            bytes += conditionsUtf8.length + 2;
        }
        if (count == venueOf.length) {
            int length = count * 2;
            hashes = Arrays.copyOf(hashes, length);
            venueOf = Arrays.copyOf(venueOf, length);
            sideOf = Arrays.copyOf(sideOf, length);
            conditionsOf = Arrays.copyOf(conditionsOf, length);
            slots = new int[length * 4];
            for (int i = 0; i < count; i++) {
                place(i);
            }
        }
        hashes[count] = hash;
        venueOf[count] = venueAt;
        sideOf[count] = side;
        conditionsOf[count] = conditionsAt;
        place(count);
        bytes += MAX_BYTES_PER_COMBINATION;
        return count++;
    }

    private void place(int index) {
        int mask = slots.length - 1;
        int i = hashes[index] & mask;
        while (slots[i] != 0) {
            i = (i + 1) & mask;
        }
        slots[i] = index + 1;
    }
}
