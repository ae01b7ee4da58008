package io.tapeline.infra.lake;

import io.tapeline.infra.config.Checks;
import io.tapeline.infra.config.InfraKey;
import io.tapeline.settings.Settings;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The lake.
 *
 * @param bucketName an existing bucket
 * @param database the Glue database, which is the jobs' namespace
 */
public record LakeConfig(Optional<String> bucketName, String database) {
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern DATABASE = Pattern.compile("[a-z][a-z0-9_]{0,127}");

    public static LakeConfig read(Settings settings) {
        return new LakeConfig(
                Checks.matching(settings, InfraKey.S3_BUCKET_NAME, BUCKET, "the name of a bucket"),
                Checks.matching(settings, InfraKey.GLUE_DATABASE, DATABASE, "a name of a-z, 0-9 and underscores")
                        .orElse(""));
    }
}
