package io.tapeline.infra.night;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the nightly job is told of its surroundings.
 *
 * @param warehouseUri where new tables are put, {@code catalog.warehouse}
 * @param region of S3 and Glue
 * @param load what it loads into the warehouse with; absent: it is left out
 * @param further arguments, as they are
 */
public record NightlyArguments(String warehouseUri, String region, Optional<Load> load, List<String> further) {
    public NightlyArguments {
        requireNonNull(warehouseUri, "warehouseUri is null");
        requireNonNull(region, "region is null");
        requireNonNull(load, "load is null");
        further = List.copyOf(further);
    }

    /**
     * The warehouse.
     *
     * @param jdbcUrl its address
     * @param secretArn the secret with its user and password; absent where the address needs none
     * @param stagingUri S3 prefix of the loads
     * @param roleArn the role that reads it
     */
    public record Load(String jdbcUrl, Optional<String> secretArn, String stagingUri, String roleArn) {
        public Load {
            requireNonNull(jdbcUrl, "jdbcUrl is null");
            requireNonNull(secretArn, "secretArn is null");
            requireNonNull(stagingUri, "stagingUri is null");
            requireNonNull(roleArn, "roleArn is null");
        }
    }

    /** The arguments, but for the date. */
    List<String> list() {
        List<String> arguments = new ArrayList<>(
                List.of("--catalog.type=glue", "--catalog.warehouse=" + warehouseUri, "--s3.region=" + region));
        load.ifPresent(warehouse -> {
            arguments.add("--warehouse.url=" + warehouse.jdbcUrl());
            warehouse.secretArn().ifPresent(arn -> arguments.add("--warehouse.secret=" + arn));
            arguments.add("--warehouse.staging=" + warehouse.stagingUri());
            arguments.add("--warehouse.role=" + warehouse.roleArn());
        });
        arguments.addAll(further);
        return List.copyOf(arguments);
    }
}
