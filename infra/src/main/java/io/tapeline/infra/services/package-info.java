/** Ingest and live: containers behind one internal load balancer. */
@NullMarked
package io.tapeline.infra.services;

import org.jspecify.annotations.NullMarked;
