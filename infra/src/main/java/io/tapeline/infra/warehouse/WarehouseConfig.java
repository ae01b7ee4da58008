package io.tapeline.infra.warehouse;

import io.tapeline.infra.config.Checks;
import io.tapeline.infra.config.InfraKey;
import io.tapeline.settings.Settings;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The warehouse. Capacities are in RPUs, limits in RPU-hours.
 *
 * @param externalSchema the schema that shows the lake
 * @param vpcRouting whether its loads keep to the VPC
 */
public record WarehouseConfig(
        boolean enabled,
        String database,
        String externalSchema,
        int baseCapacity,
        int maxCapacity,
        int dailyLimit,
        int monthlyLimit,
        LimitAction limitAction,
        boolean vpcRouting,
        int port) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    /** The schema of the nightly load's tables. */
    private static final String LOADED = "tapeline";
    /** What Redshift keeps for itself. */
    private static final Pattern RESERVED = Pattern.compile("pg_.*|public|information_schema|catalog_history");

    private static final int STEP = 8;
    private static final int SMALLEST = 4;
    private static final int MOST_HOURS = 1_000_000;

    /** What happens at a limit. */
    public enum LimitAction {
        LOG,
        EMIT_METRIC,
        DEACTIVATE;

        /** As Redshift has it. */
        String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public static WarehouseConfig read(Settings settings) {
        WarehouseConfig config = new WarehouseConfig(
                settings.flag(InfraKey.WAREHOUSE_ENABLED),
                Checks.matching(settings, InfraKey.WAREHOUSE_DATABASE, NAME, "a name of a-z, 0-9 and underscores")
                        .orElse(""),
                Checks.matching(
                                settings,
                                InfraKey.WAREHOUSE_EXTERNAL_SCHEMA,
                                NAME,
                                "a name of a-z, 0-9 and underscores")
                        .orElse(""),
                settings.integer(InfraKey.WAREHOUSE_BASE_CAPACITY, SMALLEST, 512),
                settings.integer(InfraKey.WAREHOUSE_MAX_CAPACITY, STEP, 512),
                settings.integer(InfraKey.WAREHOUSE_DAILY_LIMIT, 1, MOST_HOURS),
                settings.integer(InfraKey.WAREHOUSE_MONTHLY_LIMIT, 1, MOST_HOURS),
                settings.choice(InfraKey.WAREHOUSE_LIMIT_ACTION, LimitAction.class),
                settings.flag(InfraKey.WAREHOUSE_VPC_ROUTING),
                settings.integer(InfraKey.WAREHOUSE_PORT, 5431, 8215));
        config.check(settings);
        return config;
    }

    private void check(Settings settings) {
        if (baseCapacity != SMALLEST && baseCapacity % STEP != 0) {
            settings.problem(InfraKey.WAREHOUSE_BASE_CAPACITY, "is neither 4 nor a multiple of 8: " + baseCapacity);
        }
        if (maxCapacity % STEP != 0) {
            settings.problem(InfraKey.WAREHOUSE_MAX_CAPACITY, "is not a multiple of 8: " + maxCapacity);
        }
        if (maxCapacity < baseCapacity) {
            settings.problem(
                    InfraKey.WAREHOUSE_MAX_CAPACITY,
                    "is below warehouse_base_capacity (" + baseCapacity + "): " + maxCapacity);
        }
        if (monthlyLimit < dailyLimit) {
            settings.problem(
                    InfraKey.WAREHOUSE_MONTHLY_LIMIT,
                    "is below warehouse_daily_limit (" + dailyLimit + "): " + monthlyLimit);
        }
        if (port > 5455 && port < 8191) {
            settings.problem(InfraKey.WAREHOUSE_PORT, "is neither in 5431 to 5455 nor in 8191 to 8215: " + port);
        }
        if (externalSchema.equals(LOADED) || RESERVED.matcher(externalSchema).matches()) {
            settings.problem(InfraKey.WAREHOUSE_EXTERNAL_SCHEMA, "is taken by another schema: " + externalSchema);
        }
    }
}
