/** The file of API keys, as the ingest service reads it: made, listed and changed from the command line. */
@NullMarked
package io.tapeline.local.keys;

import org.jspecify.annotations.NullMarked;
