package io.tapeline.benchmarks.stream;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What {@link StreamBenchmark} is asked for.
 *
 * @param trades timed trades of the stream function; the slower parts get a fraction of them
 * @param parts what is run, in the order of the enum
 * @param rounds how often
 */
record Arguments(long trades, Set<Part> parts, int rounds) {
    /** A row of the table. */
    enum Part {
        /** {@link SqlBars#ONE_SECOND}. */
        SQL,
        /** The same, each trade a record of its own. */
        SQL_SINGLE,
        /** {@link SqlBars#ALL_INTERVALS}. */
        SQL_FULL,
        DECODING,
        MIXED,
        FUNCTION
    }

    static final String HELP = """
            StreamBenchmark [--trades=N] [--only=PART,...] [--rounds=N]

              --trades=N   timed trades of the stream function, from 1000000 on; the slower parts get a fraction
                           of them (default 100000000)
              --only=PART  only these parts, of: sql, sql_single, sql_full, decoding, mixed,
                           function (default all)
              --rounds=N   run them so many times, in turn, and compare the medians (default 3)
              --help       this text
            """;

    private static final long DEFAULT_TRADES = 100_000_000;
    private static final long LEAST_TRADES = 1_000_000;
    private static final int DEFAULT_ROUNDS = 3;

    /**
     * The arguments of a command line.
     *
     * @throws IllegalArgumentException if it has others, or one that cannot be read: the message says which
     */
    static Arguments parse(String... args) {
        long trades = DEFAULT_TRADES;
        Set<Part> parts = EnumSet.allOf(Part.class);
        int rounds = DEFAULT_ROUNDS;
        for (String arg : args) {
            if (arg.startsWith("--trades=")) {
                trades = number("--trades", arg.substring("--trades=".length()), LEAST_TRADES);
            } else if (arg.startsWith("--only=")) {
                parts = parts(arg.substring("--only=".length()));
            } else if (arg.startsWith("--rounds=")) {
                rounds = (int) number("--rounds", arg.substring("--rounds=".length()), 1);
            } else {
                throw new IllegalArgumentException("no such argument: " + arg);
            }
        }
        return new Arguments(trades, parts, rounds);
    }

    private static long number(String name, String text, long least) {
        try {
            long number = Long.parseLong(text);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Told below, as a number that is too small is.
        }
        throw new IllegalArgumentException(name + " is not a number from " + least + " on: " + text);
    }

    private static Set<Part> parts(String text) {
        List<Part> parts = new ArrayList<>();
        for (String name : text.split(",", -1)) {
            Part found = null;
            for (Part part : Part.values()) {
                found = part.name().equals(name.toUpperCase(Locale.ROOT)) ? part : found;
            }
            if (found == null) {
                throw new IllegalArgumentException("--only names no part: '" + name + "'");
            }
            parts.add(found);
        }
        return EnumSet.copyOf(parts);
    }
}
