package io.tapeline.local.launcher.console;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.Locale;

/** Numbers for people, the same in every locale. */
public final class Texts {
    private static final long KIB = 1L << 10;
    private static final long MIB = 1L << 20;

    private Texts() {}

    /** A count, such as {@code 100,000}. */
    public static String count(long value) {
        return new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }

    /** A duration, such as {@code 1.2 s}, {@code 3 min 20 s} or {@code 2 h 5 min}. */
    public static String duration(Duration value) {
        long seconds = value.toSeconds();
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", value.toMillis() / 1e3);
        }
        if (seconds < 3_600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        return seconds / 3_600 + " h " + seconds / 60 % 60 + " min";
    }

    /** A size in memory or on disk, such as {@code 183 MB}. */
    public static String bytes(long value) {
        return value < MIB ? value / KIB + " kB" : count(value / MIB) + " MB";
    }

    /** A bar that is filled to {@code fraction}, between 0 and 1. */
    public static String bar(double fraction, int width) {
        int filled = (int) Math.round(Math.max(0, Math.min(1, fraction)) * width);
        return "█".repeat(filled) + "░".repeat(width - filled);
    }
}
