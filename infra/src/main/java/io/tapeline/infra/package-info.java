/** Tapeline on AWS: every stack of it, from a profile of settings. */
@NullMarked
package io.tapeline.infra;

import org.jspecify.annotations.NullMarked;
