@NullMarked
package io.tapeline.wire;

import org.jspecify.annotations.NullMarked;
