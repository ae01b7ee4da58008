package io.tapeline.batch.lake;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where the lake is.
 *
 * @param catalogType which catalog
 * @param catalogUri address of a REST catalog
 * @param warehouse where new tables are put
 * @param region of S3 and Glue
 * @param s3Endpoint address of an S3 stand-in; empty on AWS
 * @param pathStyleAccess whether buckets are path segments: true for stand-ins
 */
public record LakeSettings(
        CatalogType catalogType,
        Optional<URI> catalogUri,
        String warehouse,
        String region,
        Optional<URI> s3Endpoint,
        boolean pathStyleAccess) {
    /** The catalog's name, everywhere. */
    public static final String CATALOG = "tapeline";

    /** Which Iceberg catalog. */
    public enum CatalogType {
        REST,
        GLUE
    }

    public LakeSettings {
        requireNonNull(catalogType, "catalogType is null");
        requireNonNull(catalogUri, "catalogUri is null");
        requireNonNull(warehouse, "warehouse is null");
        requireNonNull(region, "region is null");
        requireNonNull(s3Endpoint, "s3Endpoint is null");
    }

    /** As Iceberg's catalogs take them. Credentials come from the AWS default chain. */
    public Map<String, String> catalogProperties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("type", catalogType.name().toLowerCase(Locale.ROOT));
        properties.put("warehouse", warehouse);
        properties.put("io-impl", "org.apache.iceberg.aws.s3.S3FileIO");
        properties.put("client.region", region);
        catalogUri.ifPresent(uri -> properties.put("uri", uri.toString()));
        s3Endpoint.ifPresent(uri -> properties.put("s3.endpoint", uri.toString()));
        if (pathStyleAccess) {
            properties.put("s3.path-style-access", "true");
        }
        return properties;
    }
}
