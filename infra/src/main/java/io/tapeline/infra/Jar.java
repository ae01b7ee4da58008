package io.tapeline.infra;

import io.tapeline.infra.config.GeneralConfig;
import java.nio.file.Path;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.awscdk.services.s3.assets.Asset;
import software.constructs.Construct;

/** A job's jar on S3: as it was published under {@code artifact_version}, or as this checkout has built it. */
public final class Jar {
    private final String uri;
    private final IBucket bucket;
    private final String key;

    private Jar(String uri, IBucket bucket, String key) {
        this.uri = uri;
        this.bucket = bucket;
        this.key = key;
    }

    /**
     * A jar for the stack of {@code scope}.
     *
     * @param name as it is published, such as {@code stream-processor-emr.jar}
     * @param built where the checkout has it
     * @param artifacts where it is published, as {@code jars/VERSION/NAME}
     */
    public static Jar of(Construct scope, GeneralConfig general, String name, Path built, IBucket artifacts) {
        return general.artifactVersion()
                .map(version -> "jars/" + version + "/" + name)
                .map(key -> new Jar(artifacts.s3UrlForObject(key), artifacts, key))
                .orElseGet(() -> {
                    Asset asset = Asset.Builder.create(scope, name)
                            .path(built.toString())
                            .build();
                    return new Jar(asset.getS3ObjectUrl(), asset.getBucket(), asset.getS3ObjectKey());
                });
    }

    /** Where it is, such as {@code s3://bucket/key.jar}. */
    public String uri() {
        return uri;
    }

    /** Lets a role read it, and nothing beside it. */
    public void grantRead(IGrantable reader) {
        bucket.grantRead(reader, key);
    }
}
