package io.tapeline.batch.cli;

import io.tapeline.batch.compact.CompactionSettings;
import io.tapeline.batch.lake.LakeSettings;
import io.tapeline.batch.lake.LakeSettings.CatalogType;
import io.tapeline.batch.lake.SparkSettings;
import io.tapeline.batch.lake.TradingDate;
import io.tapeline.batch.warehouse.WarehouseSettings;
import io.tapeline.settings.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Makes the configuration of settings. Where these are wrong it notes why; what it then returns is not to be used. */
final class ConfigReader {
    private static final int RETAIN_LAST = 100;
    private static final int MANIFESTS = 50;
    private static final String YESTERDAY = "yesterday";
    private static final String SECRET_ARN = "arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\\d{12}:secret:.+";
    private static final int MOST_DATES = 3_660;
    /** Stands in where the dates are wrong, which has been noted. */
    private static final TradingDate NO_DATE = new TradingDate(LocalDate.EPOCH);

    private final Settings settings;
    private final Function<String, Optional<String>> environment;

    private ConfigReader(Settings settings, Function<String, Optional<String>> environment) {
        this.settings = settings;
        this.environment = environment;
    }

    static NightlyConfig read(Settings settings, Function<String, Optional<String>> environment, LocalDate today) {
        ConfigReader reader = new ConfigReader(settings, environment);
        Duration streamWait = settings.duration(NightlyKey.STREAM_WAIT, Duration.ZERO);
        return new NightlyConfig(
                reader.dates(today),
                settings.flag(NightlyKey.NO_WAIT) ? Optional.empty() : Optional.of(streamWait),
                settings.flag(NightlyKey.FORCE),
                settings.flag(NightlyKey.FAIL_ON_DIFFERENCE),
                settings.optional(NightlyKey.REPORT).map(Path::of),
                reader.lake(),
                reader.warehouse(),
                reader.compaction(),
                new SparkSettings(
                        settings.text(NightlyKey.SPARK_MASTER),
                        settings.optional(NightlyKey.SPARK_SHUFFLE_PARTITIONS)
                                .map(given -> settings.integer(NightlyKey.SPARK_SHUFFLE_PARTITIONS, 1, 100_000)),
                        settings.optional(NightlyKey.SPARK_UI).map(given -> settings.flag(NightlyKey.SPARK_UI))));
    }

    private List<TradingDate> dates(LocalDate today) {
        boolean list = settings.optional(NightlyKey.DATE).isPresent();
        boolean from = settings.optional(NightlyKey.FROM).isPresent();
        boolean to = settings.optional(NightlyKey.TO).isPresent();
        if (list == (from || to) || from != to) {
            settings.problem(
                    NightlyKey.DATE, "or both --from and --to say the trading dates; one of the two is required");
        }
        boolean yesterday = settings.optional(NightlyKey.DATE)
                .filter(YESTERDAY::equalsIgnoreCase)
                .isPresent();
        List<TradingDate> dates = (yesterday
                        ? Stream.of(today.minusDays(1))
                        : list ? settings.dates(NightlyKey.DATE).stream() : range())
                .distinct()
                .sorted()
                .map(TradingDate::new)
                .toList();
        if (dates.isEmpty()) {
            return List.of(NO_DATE);
        }
        TradingDate last = dates.get(dates.size() - 1);
        if (last.date().isAfter(today)) {
            settings.problem(NightlyKey.DATE, "is in the future: " + last);
        }
        return dates;
    }

    private Stream<LocalDate> range() {
        Optional<LocalDate> from = settings.date(NightlyKey.FROM);
        Optional<LocalDate> to = settings.date(NightlyKey.TO);
        if (from.isEmpty() || to.isEmpty()) {
            return Stream.empty();
        }
        LocalDate first = from.get();
        LocalDate last = to.get();
        if (first.isAfter(last)) {
            settings.problem(NightlyKey.FROM, "is after to: " + first + ", " + last);
        } else if (first.plusDays(MOST_DATES).isBefore(last)) {
            settings.problem(NightlyKey.FROM, "is more than " + MOST_DATES + " days before to: " + first + ", " + last);
        } else {
            return first.datesUntil(last.plusDays(1));
        }
        return Stream.empty();
    }

    private LakeSettings lake() {
        CatalogType type = settings.choice(NightlyKey.CATALOG_TYPE, CatalogType.class);
        Optional<URI> uri = settings.address(NightlyKey.CATALOG_URI);
        if (type == CatalogType.REST
                && settings.optional(NightlyKey.CATALOG_URI).isEmpty()) {
            settings.problem(NightlyKey.CATALOG_URI, "is required for a REST catalog");
        }
        return new LakeSettings(
                type,
                uri,
                settings.text(NightlyKey.CATALOG_WAREHOUSE),
                settings.text(NightlyKey.S3_REGION),
                settings.address(NightlyKey.S3_ENDPOINT),
                settings.flag(NightlyKey.S3_PATH_STYLE_ACCESS));
    }

    private Optional<WarehouseSettings> warehouse() {
        Optional<String> url = settings.optional(NightlyKey.WAREHOUSE_URL);
        if (url.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> variable = settings.optional(NightlyKey.WAREHOUSE_PASSWORD_ENV);
        Optional<String> password = variable.flatMap(environment);
        if (variable.isPresent() && password.isEmpty()) {
            settings.problem(NightlyKey.WAREHOUSE_PASSWORD_ENV, "names a variable that is not set: " + variable.get());
        }
        Optional<String> user = settings.optional(NightlyKey.WAREHOUSE_USER);
        Optional<String> secret = settings.optional(NightlyKey.WAREHOUSE_SECRET);
        if (secret.isPresent() && !secret.get().matches(SECRET_ARN)) {
            settings.problem(NightlyKey.WAREHOUSE_SECRET, "is not the ARN of a secret: " + secret.get());
        }
        if (secret.isPresent() && (user.isPresent() || variable.isPresent())) {
            settings.problem(NightlyKey.WAREHOUSE_SECRET, "is there beside warehouse.user or warehouse.password-env");
        }
        WarehouseSettings warehouse = new WarehouseSettings(
                url.get(),
                user,
                password,
                secret,
                settings.optional(NightlyKey.WAREHOUSE_STAGING).orElse(""),
                settings.optional(NightlyKey.WAREHOUSE_ROLE).orElse(""));
        if (!url.get().startsWith("jdbc:postgresql:") && !warehouse.redshift()) {
            settings.problem(NightlyKey.WAREHOUSE_URL, "is not jdbc:postgresql:... or jdbc:redshift:...");
        }
        if (warehouse.redshift()) {
            for (NightlyKey key : List.of(NightlyKey.WAREHOUSE_STAGING, NightlyKey.WAREHOUSE_ROLE)) {
                if (settings.optional(key).isEmpty()) {
                    settings.problem(key, "is required for Redshift");
                }
            }
        }
        return Optional.of(warehouse);
    }

    private CompactionSettings compaction() {
        return new CompactionSettings(
                settings.duration(NightlyKey.RETAIN, Duration.ZERO),
                RETAIN_LAST,
                MANIFESTS,
                settings.flag(NightlyKey.ORPHANS) ? CompactionSettings.LEAST_ORPHAN_AGE : Duration.ZERO);
    }
}
