package io.tapeline.ingest.api;

import java.util.regex.Pattern;

/** The names replays can have. */
final class Replay {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    static final String RULE =
            "a replay's name is 1 to 64 letters, digits, dots, hyphens and underscores, a letter or digit first";

    private Replay() {}

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
