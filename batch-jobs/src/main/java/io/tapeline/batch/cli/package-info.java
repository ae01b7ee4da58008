/** Arguments and settings of the nightly batch. */
@NullMarked
package io.tapeline.batch.cli;

import org.jspecify.annotations.NullMarked;
