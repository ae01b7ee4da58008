/**
 * SQL over the lake on one machine: DuckDB reads the files of the current Iceberg snapshots, as Athena does on AWS.
 *
 * <p>{@link io.tapeline.local.query.Lake} asks the catalog for the files; {@link io.tapeline.local.query.LakeSql} runs
 * SQL over them; {@link io.tapeline.local.query.ResultFormat} writes the result.
 */
@NullMarked
package io.tapeline.local.query;

import org.jspecify.annotations.NullMarked;
