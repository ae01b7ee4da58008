/** Where records come from, whatever reads them. */
@NullMarked
package io.tapeline.live.source;

import org.jspecify.annotations.NullMarked;
