package io.tapeline.infra.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.s3.assets.Asset;
import software.constructs.Construct;

/** Scripts among the resources of a class, as assets. */
public final class Scripts {
    private Scripts() {}

    /**
     * Adds a script, which the role may read: that one object and no other.
     *
     * @param beside the class in whose package it lies
     * @return its S3 address
     */
    public static String add(Construct scope, String id, Class<?> beside, String name, IRole reader) {
        Asset asset = Asset.Builder.create(scope, id)
                .path(copyOf(beside, name).toString())
                .build();
        reader.addToPrincipalPolicy(ClusterRoles.allow(
                List.of("s3:GetObject"), List.of(asset.getBucket().arnForObjects(asset.getS3ObjectKey()))));
        return asset.getS3ObjectUrl();
    }

    /** An asset is a file, and a resource may lie in a jar. */
    private static Path copyOf(Class<?> beside, String name) {
        try (InputStream script = Objects.requireNonNull(beside.getResourceAsStream(name), name)) {
            Path folder = Files.createTempDirectory("tapeline-scripts");
            Path copy = folder.resolve(name);
            Files.copy(script, copy);
            // The other way round from how they are deleted.
            folder.toFile().deleteOnExit();
            copy.toFile().deleteOnExit();
            return copy;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
