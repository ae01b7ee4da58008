/** Scripted faults: what goes wrong, for which calls, how often. */
@NullMarked
package io.tapeline.local.kinesis.fault;

import org.jspecify.annotations.NullMarked;
