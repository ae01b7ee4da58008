/**
 * From bytes to valid events: streaming readers of JSON, CSV and Avro that know the fields of events and nothing else. No
 * framework, no clock, no allocation per trade beyond text ids.
 */
@NullMarked
package io.tapeline.ingest.parse;

import org.jspecify.annotations.NullMarked;
