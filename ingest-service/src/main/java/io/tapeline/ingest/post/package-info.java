/** A post from its bytes to its receipt: reading, collecting what is wrong, and handing on what is right. */
@NullMarked
package io.tapeline.ingest.post;

import org.jspecify.annotations.NullMarked;
