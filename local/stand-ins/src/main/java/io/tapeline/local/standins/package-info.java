/**
 * Stand-ins for AWS on one machine: S3, the Iceberg catalog, DynamoDB and the warehouse.
 *
 * <p>Each is described as a {@link io.tapeline.local.process.ServiceSpec}; {@link
 * io.tapeline.local.standins.LocalStack} starts any of them together. All listen on 127.0.0.1 only.
 */
@NullMarked
package io.tapeline.local.standins;

import org.jspecify.annotations.NullMarked;
