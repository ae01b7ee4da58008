package io.tapeline.infra.lake;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.StorageClass;
import software.amazon.awscdk.services.s3.Transition;

/**
 * When objects move or go. Where two rules meet, S3 takes the shorter time.
 *
 * <p>Nothing current is ever deleted of a table: that is the nightly batch's to do, which knows the snapshots.
 */
final class Lifecycle {
    /** A checkpoint replaces the one before: its old versions are of no use, and would be by far the most of the bucket. */
    private static final Duration NEXT_DAY = Duration.days(1);
    /** A load that failed is repeated with files of its own. */
    private static final Duration STAGED = Duration.days(7);

    private final LakeConfig config;

    Lifecycle(LakeConfig config) {
        this.config = config;
    }

    /** Of the lake. */
    List<LifecycleRule> lake() {
        List<LifecycleRule> rules = new ArrayList<>();
        rules.add(always("versions").build());
        for (String table : LakeLayout.TABLES) {
            if (config.infrequentAccessDays() > 0) {
                rules.add(coldData(table));
            }
            // Each commit writes the metadata anew and deletes old ones: kept as long as data they would outweigh it.
            rules.add(LifecycleRule.builder()
                    .id("metadata-" + table)
                    .prefix(LakeLayout.metadata(config.database(), table))
                    .noncurrentVersionExpiration(Duration.days(config.oldMetadataDays()))
                    .build());
        }
        rules.add(LifecycleRule.builder()
                .id("checkpoints")
                .prefix(LakeLayout.CHECKPOINTS + "/")
                .noncurrentVersionExpiration(NEXT_DAY)
                .build());
        rules.add(LifecycleRule.builder()
                .id("staging")
                .prefix(LakeLayout.STAGING + "/")
                .expiration(STAGED)
                .noncurrentVersionExpiration(NEXT_DAY)
                .build());
        return List.copyOf(rules);
    }

    /** By then the night has compacted them. Metadata stays: every query reads it. */
    private LifecycleRule coldData(String table) {
        return LifecycleRule.builder()
                .id("cold-" + table)
                .prefix(LakeLayout.data(config.database(), table))
                .transitions(List.of(Transition.builder()
                        .storageClass(StorageClass.INFREQUENT_ACCESS)
                        .transitionAfter(Duration.days(config.infrequentAccessDays()))
                        .build()))
                .build();
    }

    /** Of what is published. */
    List<LifecycleRule> artifacts() {
        return List.of(always("versions").build());
    }

    /** Of what can be had again, or is of interest for a time. */
    List<LifecycleRule> expiring(int days) {
        // Without the marker of the others: S3 takes it and an age in one rule for a mistake.
        return List.of(LifecycleRule.builder()
                .id("expiry")
                .expiration(Duration.days(days))
                .noncurrentVersionExpiration(NEXT_DAY)
                .abortIncompleteMultipartUploadAfter(Duration.days(config.abortedUploadDays()))
                .build());
    }

    private LifecycleRule.Builder always(String id) {
        return LifecycleRule.builder()
                .id(id)
                .expiredObjectDeleteMarker(true)
                .noncurrentVersionExpiration(Duration.days(config.oldVersionDays()))
                .abortIncompleteMultipartUploadAfter(Duration.days(config.abortedUploadDays()));
    }
}
