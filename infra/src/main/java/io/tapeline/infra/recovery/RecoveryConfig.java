package io.tapeline.infra.recovery;

import io.tapeline.infra.config.Checks;
import io.tapeline.infra.config.InfraKey;
import io.tapeline.settings.Settings;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The copy of the lake.
 *
 * @param region where it is; empty: there is none
 * @param oldVersionDays days that old versions of its objects stay
 */
public record RecoveryConfig(Optional<String> region, int oldVersionDays) {
    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d");

    public static RecoveryConfig read(Settings settings) {
        return new RecoveryConfig(
                Checks.matching(settings, InfraKey.REPLICA_REGION, REGION, "a region such as us-west-2"),
                settings.integer(InfraKey.REPLICA_OLD_VERSION_DAYS, 1, 3650));
    }
}
