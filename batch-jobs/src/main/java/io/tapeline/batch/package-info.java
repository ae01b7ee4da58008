/** The nightly batch: its main and what it wires. */
@NullMarked
package io.tapeline.batch;

import org.jspecify.annotations.NullMarked;
