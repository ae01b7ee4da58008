package io.tapeline.infra.config;

import io.tapeline.settings.Settings;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What every stack is told.
 *
 * @param logRetentionDays days that logs are kept
 * @param monthlyBudget dollars a month
 * @param artifactVersion version of what was published; empty: what this checkout has built
 */
public record GeneralConfig(
        String projectName,
        Environment environment,
        Optional<String> account,
        String region,
        boolean kmsEncryption,
        int logRetentionDays,
        boolean retainData,
        Optional<String> permissionsBoundary,
        Optional<String> artifactVersion,
        Optional<String> alarmEmail,
        BigDecimal monthlyBudget) {
    /** What CloudWatch takes. */
    private static final List<Integer> RETENTIONS = List.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

    private static final Pattern PROJECT = Pattern.compile("[a-z][a-z0-9-]{1,19}");
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d");
    private static final Pattern POLICY = Pattern.compile("arn:aws[a-z-]*:iam::(\\d{12}|aws):policy/.+");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
    private static final BigDecimal HIGHEST_BUDGET = BigDecimal.valueOf(10_000_000);

    /** The environments; what prod forbids, the others may do. */
    public enum Environment {
        DEV,
        STAGING,
        PROD;

        /** As it stands in names. */
        public String lowerCase() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    static GeneralConfig read(Settings settings) {
        int retention = settings.integer(InfraKey.LOG_RETENTION, 1, 3653);
        if (!RETENTIONS.contains(retention)) {
            settings.problem(
                    InfraKey.LOG_RETENTION,
                    "is not a number of days that CloudWatch knows (" + RETENTIONS + "): " + retention);
        }
        Optional<BigDecimal> budget = settings.decimal(InfraKey.MONTHLY_BUDGET, BigDecimal.ONE, HIGHEST_BUDGET);
        if (settings.optional(InfraKey.MONTHLY_BUDGET).isEmpty()) {
            settings.problem(InfraKey.MONTHLY_BUDGET, "is required");
        }
        return new GeneralConfig(
                Checks.matching(
                                settings,
                                InfraKey.PROJECT_NAME,
                                PROJECT,
                                "2 to 20 of a-z, 0-9 and hyphens, a letter first")
                        .orElse(""),
                settings.choice(InfraKey.ENVIRONMENT, Environment.class),
                Checks.matching(settings, InfraKey.ACCOUNT, ACCOUNT, "twelve digits"),
                Checks.matching(settings, InfraKey.REGION, REGION, "a region such as us-east-1")
                        .orElse(""),
                settings.flag(InfraKey.KMS_ENCRYPTION),
                retention,
                settings.flag(InfraKey.RETAIN_DATA),
                Checks.matching(settings, InfraKey.PERMISSIONS_BOUNDARY, POLICY, "the ARN of a policy"),
                Checks.matching(
                        settings,
                        InfraKey.ARTIFACT_VERSION,
                        VERSION,
                        "up to 64 letters, digits, dots, hyphens and underscores"),
                Checks.matching(settings, InfraKey.ALARM_EMAIL, EMAIL, "an e-mail address"),
                budget.orElse(BigDecimal.ONE));
    }

    /** Whether data of others depends on this one. */
    public boolean isProduction() {
        return environment == Environment.PROD;
    }

    /** The prefix of names: {@code tapeline-dev}. */
    public String prefix() {
        return projectName + "-" + environment.lowerCase();
    }
}
