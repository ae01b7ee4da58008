/**
 * From bytes to valid trades: a streaming JSON reader that knows the fields of a trade and nothing else. No framework,
 * no clock, no allocation per trade beyond text ids.
 */
@NullMarked
package io.tapeline.ingest.parse;

import org.jspecify.annotations.NullMarked;
