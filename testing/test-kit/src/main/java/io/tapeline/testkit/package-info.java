/** Builders, generators and fakes that the tests and benchmarks of several modules share. */
@NullMarked
package io.tapeline.testkit;

import org.jspecify.annotations.NullMarked;
