package io.tapeline.settings;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds what somebody meant who mistyped it. */
final class Likeness {
    /** A slip in every so many characters is still a slip. */
    private static final int CHARACTERS_A_SLIP = 4;

    private Likeness() {}

    /** The word that differs from {@code typed} by the fewest slips, unless these are too many for its length. */
    static Optional<String> nearest(String typed, List<String> words) {
        return words.stream()
                .min(Comparator.comparingInt(word -> slips(typed, word)))
                .filter(word -> slips(typed, word) <= Math.max(1, typed.length() / CHARACTERS_A_SLIP));
    }

    /** How many characters to insert, remove, replace or swap with the next to make one word of the other. */
    static int slips(String from, String to) {
        int[][] slips = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                slips[i][j] = i == 0 || j == 0 ? i + j : fewest(slips, from, to, i, j);
            }
        }
        return slips[from.length()][to.length()];
    }

    private static int fewest(int[][] slips, String from, String to, int i, int j) {
        int replaced = slips[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int fewest = Math.min(replaced, 1 + Math.min(slips[i - 1][j], slips[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(fewest, 1 + slips[i - 2][j - 2]) : fewest;
    }
}
