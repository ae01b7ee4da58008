package io.tapeline.infra.lake;

import io.tapeline.infra.config.Checks;
import io.tapeline.infra.config.InfraKey;
import io.tapeline.settings.Settings;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The lake.
 *
 * @param bucketName an existing bucket
 * @param bucketKeyArn the key of that bucket
 * @param database the Glue database, which is the jobs' namespace
 * @param infrequentAccessDays 0: data files stay where they are
 * @param statisticsSchedule as EventBridge Scheduler has it
 * @param scanLimitGigabytes what one query may read
 * @param analystPrincipals ARNs
 */
public record LakeConfig(
        Optional<String> bucketName,
        Optional<String> bucketKeyArn,
        String database,
        int infrequentAccessDays,
        int oldVersionDays,
        int oldMetadataDays,
        int abortedUploadDays,
        List<String> corsOrigins,
        boolean bucketMetrics,
        Frequency inventory,
        boolean catalogEncryption,
        Optional<String> statisticsSchedule,
        int scanLimitGigabytes,
        int resultDays,
        List<String> analystPrincipals,
        boolean lakeFormation,
        TrailScope trail) {
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern KEY = Pattern.compile("arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:key/[A-Za-z0-9-]{1,64}");
    private static final Pattern DATABASE = Pattern.compile("[a-z][a-z0-9_]{0,127}");
    private static final Pattern ORIGIN = Pattern.compile("https://[A-Za-z0-9*.-]+(:\\d{1,5})?");
    private static final Pattern SCHEDULE =
            Pattern.compile("cron\\((\\S+ ){5}\\S+\\)|rate\\([1-9]\\d* (hour|hours|day|days)\\)");
    private static final Pattern PRINCIPAL = Pattern.compile("arn:aws[a-z-]*:(iam|sts)::\\d{12}:[a-z-]+/\\S+");
    private static final int MOST_DAYS = 3650;
    /** S3 takes nothing into infrequent access that is younger. */
    private static final int YOUNGEST = 30;

    /** How often the objects are listed. */
    public enum Frequency {
        OFF,
        DAILY,
        WEEKLY
    }

    /** What is recorded. */
    public enum TrailScope {
        OFF,
        WRITES,
        ALL
    }

    public static LakeConfig read(Settings settings) {
        LakeConfig config = new LakeConfig(
                Checks.matching(settings, InfraKey.S3_BUCKET_NAME, BUCKET, "the name of a bucket"),
                Checks.matching(settings, InfraKey.S3_BUCKET_KEY_ARN, KEY, "the ARN of a key"),
                Checks.matching(settings, InfraKey.GLUE_DATABASE, DATABASE, "a name of a-z, 0-9 and underscores")
                        .orElse(""),
                settings.integer(InfraKey.INFREQUENT_ACCESS_DAYS, 0, MOST_DAYS),
                settings.integer(InfraKey.OLD_VERSION_DAYS, 1, MOST_DAYS),
                settings.integer(InfraKey.OLD_METADATA_DAYS, 1, MOST_DAYS),
                settings.integer(InfraKey.ABORTED_UPLOAD_DAYS, 1, MOST_DAYS),
                Checks.listMatching(
                        settings, InfraKey.CORS_ORIGINS, ORIGIN, "an origin such as https://app.example.com"),
                settings.flag(InfraKey.BUCKET_METRICS),
                settings.choice(InfraKey.LAKE_INVENTORY, Frequency.class),
                settings.flag(InfraKey.CATALOG_ENCRYPTION),
                Checks.matching(
                        settings,
                        InfraKey.STATISTICS_SCHEDULE,
                        SCHEDULE,
                        "a schedule such as cron(0 5 ? * SUN *) or rate(7 days)"),
                settings.integer(InfraKey.ATHENA_SCAN_LIMIT, 1, 1_000_000),
                settings.integer(InfraKey.ATHENA_RESULT_DAYS, 1, MOST_DAYS),
                Checks.listMatching(settings, InfraKey.ANALYST_PRINCIPALS, PRINCIPAL, "the ARN of a user or a role"),
                settings.flag(InfraKey.LAKE_FORMATION),
                settings.choice(InfraKey.TRAIL, TrailScope.class));
        config.check(settings);
        return config;
    }

    private void check(Settings settings) {
        if (infrequentAccessDays > 0 && infrequentAccessDays < YOUNGEST) {
            settings.problem(
                    InfraKey.INFREQUENT_ACCESS_DAYS,
                    "is neither 0 nor at least 30, as S3 asks: " + infrequentAccessDays);
        }
        if (bucketKeyArn.isPresent() && bucketName.isEmpty()) {
            settings.problem(InfraKey.S3_BUCKET_KEY_ARN, "is for an existing bucket: s3_bucket_name is absent");
        }
    }
}
