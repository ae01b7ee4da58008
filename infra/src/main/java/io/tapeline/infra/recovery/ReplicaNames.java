package io.tapeline.infra.recovery;

import io.tapeline.infra.config.InfraConfig;
import java.util.Optional;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;

/**
 * How the copy is called: computed rather than exported, since stacks of two regions cannot see each other's resources.
 *
 * @param source the lake's bucket
 * @param bucket the copy's
 * @param keyAlias with its {@code alias/}
 */
public record ReplicaNames(String region, String account, String source, String bucket, String keyAlias) {
    /**
     * The names, if there is a copy.
     *
     * @param stack whichever asks: the account is written as it knows it
     */
    public static Optional<ReplicaNames> of(InfraConfig config, Stack stack) {
        String prefix = config.general().prefix();
        return config.recovery()
                .region()
                .map(region -> new ReplicaNames(
                        region,
                        stack.getAccount(),
                        prefix + "-lake-" + stack.getAccount() + "-"
                                + config.general().region(),
                        prefix + "-lake-replica-" + stack.getAccount() + "-" + region,
                        "alias/" + prefix + "-replica"));
    }

    public String bucketArn() {
        return "arn:" + Aws.PARTITION + ":s3:::" + bucket;
    }

    public String keyAliasArn() {
        return kms() + keyAlias;
    }

    /** All keys of that region. */
    public String keysArn() {
        return kms() + "key/*";
    }

    private String kms() {
        return "arn:" + Aws.PARTITION + ":kms:" + region + ":" + account + ":";
    }
}
