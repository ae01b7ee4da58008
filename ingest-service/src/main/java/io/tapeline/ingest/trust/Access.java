package io.tapeline.ingest.trust;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request needs: nothing, a key, or a key with scopes.
 *
 * @param open whether no key is needed
 * @param scopes all of them are needed
 */
public record Access(boolean open, Set<Scope> scopes) {
    private static final Access OPEN = new Access(true, Set.of());

    public Access {
        scopes = Set.copyOf(scopes);
    }

    /**
     * What a request needs. Whatever is not known to be open needs a key. The path is looked at as the most lenient router
     * would: escapes, doubled slashes, matrix parameters and the like do not lead around a scope.
     *
     * @param method in upper case
     * @param path as sent, without the query
     * @param ofReplay whether the query names a replay
     */
    public static Access of(String method, String path, boolean ofReplay) {
        if (path.startsWith("/q/") && path.indexOf('%') < 0 && path.indexOf(';') < 0 && !path.contains("..")) {
            return OPEN;
        }
        List<String> segments = segments(path);
        if (segments.size() < 2 || !segments.get(0).equals("v1")) {
            return new Access(false, Set.of());
        }
        boolean reads = method.equals("GET") || method.equals("HEAD");
        Set<Scope> scopes = switch (segments.get(1)) {
            case "trades" -> EnumSet.of(Scope.TRADES);
            case "quotes" -> EnumSet.of(Scope.QUOTES);
            case "corrections" -> EnumSet.of(Scope.CORRECTIONS);
            case "cancels" -> EnumSet.of(Scope.CANCELS);
            case "events", "stream" -> EnumSet.of(Scope.TRADES, Scope.QUOTES, Scope.CORRECTIONS, Scope.CANCELS);
            case "replays" -> EnumSet.of(Scope.REPLAYS);
            case "instruments" -> reads ? EnumSet.noneOf(Scope.class) : EnumSet.of(Scope.INSTRUMENTS);
            case "feeds" -> reads ? EnumSet.noneOf(Scope.class) : EnumSet.of(Scope.FEEDS);
            // What is not known here is closed, until it is.
            default -> reads ? EnumSet.noneOf(Scope.class) : EnumSet.allOf(Scope.class);
        };
        if (ofReplay) {
            scopes.add(Scope.REPLAYS);
        }
        return new Access(false, scopes);
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        for (String raw : decoded(path).split("/", -1)) {
            int end = raw.indexOf(';');
            String segment = end < 0 ? raw : raw.substring(0, end);
            if (segment.equals("..")) {
                if (!segments.isEmpty()) {
                    segments.remove(segments.size() - 1);
                }
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(segment);
            }
        }
        return segments;
    }

    private static String decoded(String path) {
        StringBuilder text = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '%' && i + 2 < path.length()) {
                int high = Character.digit(path.charAt(i + 1), 16);
                int low = Character.digit(path.charAt(i + 2), 16);
                if (high >= 0 && low >= 0) {
                    text.append((char) (high << 4 | low));
                    i += 2;
                    continue;
                }
            }
            text.append(c);
        }
        return text.toString();
    }

    /** The first scope that is needed and that the caller has not; null if there is none. */
    public @Nullable Scope missing(Caller caller) {
        for (Scope scope : Scope.values()) {
            if (scopes.contains(scope) && !caller.may(scope)) {
                return scope;
            }
        }
        return null;
    }
}
