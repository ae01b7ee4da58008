/** The VPC: private subnets, endpoints, and what may talk to what. */
@NullMarked
package io.tapeline.infra.network;

import org.jspecify.annotations.NullMarked;
