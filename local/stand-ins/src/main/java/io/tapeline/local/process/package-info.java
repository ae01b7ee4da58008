/**
 * Child processes: how to start one, know it is well, restart it, and never leave it behind.
 *
 * <p>Nothing here knows what the processes do. {@link io.tapeline.local.process.ServiceSpec} says how one is
 * started; {@link io.tapeline.local.process.Supervisor} keeps a set of them running.
 */
@NullMarked
package io.tapeline.local.process;

import org.jspecify.annotations.NullMarked;
