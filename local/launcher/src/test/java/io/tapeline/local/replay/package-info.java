@NullMarked
package io.tapeline.local.replay;

import org.jspecify.annotations.NullMarked;
