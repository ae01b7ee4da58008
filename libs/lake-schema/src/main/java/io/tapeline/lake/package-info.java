/** The tables of the lake: one definition for the jobs that write them and the tests that hold them. */
@NullMarked
package io.tapeline.lake;

import org.jspecify.annotations.NullMarked;
