package io.tapeline.infra.night;

import io.tapeline.infra.config.Checks;
import io.tapeline.settings.SettingKey;
import io.tapeline.settings.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When the night begins, as EventBridge Scheduler has it: {@code cron(MINUTE HOUR DAY MONTH WEEKDAY YEAR)}. The days that
 * are counted from a month's end, which other schedulers do not know, are left out.
 */
public record CronSchedule(String expression) {
    private static final String NUMBERS = "\\*|[0-9]+([-,/][0-9]+)*|\\*/[0-9]+";
    private static final String NAMES = "[A-Z]{3}([-,][A-Z]{3})*";
    private static final Pattern FORM = Pattern.compile("cron\\(((?:" + NUMBERS + ")) ((?:" + NUMBERS + ")) (\\?|"
            + NUMBERS + ") ((?:" + NUMBERS + "|" + NAMES + ")) (\\?|" + NUMBERS + "|" + NAMES + ") \\*\\)");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    static Optional<CronSchedule> read(Settings settings, SettingKey key) {
        Optional<String> text = Checks.matching(
                settings, key, FORM, "cron(MINUTE HOUR DAY MONTH WEEKDAY *) such as cron(30 0 * * ? *)");
        if (text.isPresent() && marks(text.get()) != 1) {
            settings.problem(key, "needs a ? for its day or for its weekday, one of them: " + text.get());
            return Optional.empty();
        }
        return text.map(CronSchedule::new);
    }

    private static long marks(String text) {
        return text.chars().filter(c -> c == '?').count();
    }

    /** As Unix has it, and Airflow: five fields, weekdays from 0 for Sunday. */
    String unix() {
        List<String> fields = Arrays.asList(
                expression.substring("cron(".length(), expression.length() - 1).split(" ", -1));
        String weekday = fields.get(4);
        if (!weekday.contains("/")) {
            weekday = NUMBER.matcher(weekday).replaceAll(CronSchedule::dayBefore);
        }
        return String.join(" ", fields.get(0), fields.get(1), star(fields.get(2)), fields.get(3), star(weekday));
    }

    private static String dayBefore(java.util.regex.MatchResult number) {
        return Matcher.quoteReplacement(Integer.toString(Integer.parseInt(number.group()) - 1));
    }

    private static String star(String field) {
        return field.equals("?") ? "*" : field;
    }
}
