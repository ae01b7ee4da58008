package io.tapeline.ingest.parse;

/** Timestamps as text: digits (nanoseconds) or RFC 3339, parsed to nanoseconds since the epoch without objects. */
final class Timestamps {
    /** Not a timestamp. */
    static final long INVALID = Long.MIN_VALUE;
    /** More than nine decimal places of a second. */
    static final long TOO_PRECISE = Long.MIN_VALUE + 1;
    /** Does not fit nanoseconds in a long: before 1678 or after 2261, or more than 19 digits. */
    static final long OUT_OF_RANGE = Long.MIN_VALUE + 2;

    private static final long NANOS = 1_000_000_000L;
    private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private Timestamps() {}

    /** An integer with an optional minus sign, or {@link #INVALID} or {@link #OUT_OF_RANGE}. */
    static long integer(byte[] text, int from, int to) {
        int i = from;
        boolean negative = i < to && text[i] == '-';
        if (negative) {
            i++;
        }
        if (i == to) {
            return INVALID;
        }
        long value = 0;
        boolean overflow = false;
        for (; i < to; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return INVALID;
            }
            overflow |= value > (Long.MAX_VALUE - digit) / 10;
            value = value * 10 + digit;
        }
        if (overflow) {
            return OUT_OF_RANGE;
        }
        return negative ? -value : value;
    }

    /** {@code YYYY-MM-DDThh:mm:ss[.fraction](Z|±hh:mm)}, or one of the three problems. */
    static long rfc3339(byte[] text, int from, int to) {
        if (to - from < 20
                || text[from + 4] != '-'
                || text[from + 7] != '-'
                || ((text[from + 10] | 0x20) != 't' && text[from + 10] != ' ')
                || text[from + 13] != ':'
                || text[from + 16] != ':') {
            return INVALID;
        }
        int century = two(text, from);
        int yearOfCentury = two(text, from + 2);
        int month = two(text, from + 5);
        int day = two(text, from + 8);
        int hour = two(text, from + 11);
        int minute = two(text, from + 14);
        int second = two(text, from + 17);
        if ((century | yearOfCentury | month | day | hour | minute | second) < 0) {
            return INVALID;
        }
        int year = century * 100 + yearOfCentury;
        if (month < 1
                || month > 12
                || day < 1
                || day > daysIn(year, month)
                || hour > 23
                || minute > 59
                || second > 59) {
            return INVALID;
        }
        int i = from + 19;
        long fraction = 0;
        boolean tooPrecise = false;
        if (text[i] == '.') {
            int places = 0;
            i++;
            for (; i < to && text[i] >= '0' && text[i] <= '9'; i++, places++) {
                if (places < 9) {
                    fraction = fraction * 10 + (text[i] - '0');
                } else {
                    tooPrecise |= text[i] != '0';
                }
            }
            if (places == 0) {
                return INVALID;
            }
            for (; places < 9; places++) {
                fraction *= 10;
            }
        }
        int offset = offsetSeconds(text, i, to);
        if (offset == Integer.MIN_VALUE) {
            return INVALID;
        }
        if (tooPrecise) {
            return TOO_PRECISE;
        }
        if (year < 1678 || year > 2261) {
            return OUT_OF_RANGE;
        }
        long seconds = daysFromEpoch(year, month, day) * 86_400L + hour * 3_600L + minute * 60L + second - offset;
        return seconds * NANOS + fraction;
    }

    private static int offsetSeconds(byte[] text, int from, int to) {
        if (to - from == 1 && (text[from] | 0x20) == 'z') {
            return 0;
        }
        if (to - from != 6 || (text[from] != '+' && text[from] != '-') || text[from + 3] != ':') {
            return Integer.MIN_VALUE;
        }
        int hours = two(text, from + 1);
        int minutes = two(text, from + 4);
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
            return Integer.MIN_VALUE;
        }
        int seconds = hours * 3600 + minutes * 60;
        return text[from] == '-' ? -seconds : seconds;
    }

    private static int two(byte[] text, int at) {
        int tens = text[at] - '0';
        int ones = text[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
    }

    private static int daysIn(int year, int month) {
        return month == 2 && isLeap(year) ? 29 : DAYS[month - 1];
    }

    private static boolean isLeap(int year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    /** Howard Hinnant's days_from_civil: the year starts in March, so that the leap day comes last. */
    private static long daysFromEpoch(int year, int month, int day) {
        int y = month <= 2 ? year - 1 : year;
        int era = Math.floorDiv(y, 400);
        int yearOfEra = y - era * 400;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097L + dayOfEra - 719_468;
    }

    /** The unit in which a time that is too early as nanoseconds would lie between two times; empty if none. */
    static String unit(long time, long oldest, long latest) {
        if (isBetween(time, 1_000L, oldest, latest)) {
            return "microseconds";
        } else if (isBetween(time, 1_000_000L, oldest, latest)) {
            return "milliseconds";
        } else if (isBetween(time, NANOS, oldest, latest)) {
            return "seconds";
        }
        return "";
    }

    private static boolean isBetween(long time, long factor, long oldest, long latest) {
        return time >= oldest / factor && time <= latest / factor;
    }
}
