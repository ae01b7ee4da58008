package io.tapeline.local.launcher.cli;

import static java.util.Objects.requireNonNull;

import io.tapeline.local.keys.KeySecret;
import io.tapeline.local.keys.KeysFile;
import io.tapeline.local.keys.NewKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "create",
        description = {
            "Makes a key, prints it, and adds its hash to the file.",
            "",
            "The key is shown this once and never again: standard output is the key alone. To change an owner's secret,"
                    + " create a second key, move the producers to it, then disable the first."
        })
final class KeysCreateCommand implements Callable<Integer> {
    private final TapelineCommand root;

    @Option(names = "--id", paramLabel = "ID", required = true, description = "Names the key; not a secret.")
    private String id = "";

    @Option(names = "--owner", paramLabel = "OWNER", required = true, description = "Whose key it is.")
    private String owner = "";

    @Option(
            names = "--scope",
            paramLabel = "SCOPE[,SCOPE...]",
            required = true,
            split = ",",
            hideParamSyntax = true,
            description = "What it may do: trades, quotes, corrections, cancels, replays, instruments, feeds.")
    private List<String> scopes = new ArrayList<>();

    @Option(
            names = "--symbols",
            paramLabel = "SYMBOL[,SYMBOL...]",
            split = ",",
            hideParamSyntax = true,
            description = "The symbols it may post, such as AAPL or 'BTC-*' (default: all).")
    private List<String> symbols = new ArrayList<>();

    @Option(
            names = "--venues",
            paramLabel = "VENUE[,VENUE...]",
            split = ",",
            hideParamSyntax = true,
            description = "The venues likewise (default: all).")
    private List<String> venues = new ArrayList<>();

    @Option(names = "--events-per-second", paramLabel = "N", description = "Events a second (default: no limit).")
    private @Nullable Long eventsPerSecond;

    @Option(names = "--events-burst", paramLabel = "N", description = "At once (default: those of a second).")
    private @Nullable Long eventsBurst;

    @Option(names = "--requests-per-second", paramLabel = "N", description = "Requests a second (default: no limit).")
    private @Nullable Long requestsPerSecond;

    @Option(names = "--requests-burst", paramLabel = "N", description = "At once (default: those of a second).")
    private @Nullable Long requestsBurst;

    @Option(names = "--not-before", paramLabel = "TIME", description = "Valid from then on, 2026-01-01T00:00:00Z.")
    private @Nullable Instant notBefore;

    @Option(names = "--not-after", paramLabel = "TIME", description = "Valid until then.")
    private @Nullable Instant notAfter;

    @Mixin
    private KeysOptions options = new KeysOptions();

    @Spec
    private @Nullable CommandSpec spec;

    KeysCreateCommand(TapelineCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        NewKey key = key();
        KeySecret secret = KeySecret.random(new SecureRandom());
        KeysFile file = options.file();
        file.add(key, secret);
        root.console().println(secret.token(id));
        root.console().error("added " + id + " to " + file.path() + "; the key above is not shown again");
        return 0;
    }

    private NewKey key() {
        if (notBefore != null && notAfter != null && !notBefore.isBefore(notAfter)) {
            throw bad("--not-before is not before --not-after");
        }
        Map<String, Long> limits = new HashMap<>();
        put(limits, "events_per_second", eventsPerSecond);
        put(limits, "events_burst", eventsBurst);
        put(limits, "requests_per_second", requestsPerSecond);
        put(limits, "requests_burst", requestsBurst);
        Map<String, String> times = new HashMap<>();
        put(times, "not_before", notBefore == null ? null : notBefore.toString());
        put(times, "not_after", notAfter == null ? null : notAfter.toString());
        try {
            return new NewKey(id, owner, scopes, symbols, venues, limits, times);
        } catch (IllegalArgumentException e) {
            throw bad(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException bad(String message) {
        return new ParameterException(requireNonNull(spec).commandLine(), message);
    }

    private static <T> void put(Map<String, T> fields, String name, @Nullable T value) {
        if (value != null) {
            fields.put(name, value);
        }
    }
}
