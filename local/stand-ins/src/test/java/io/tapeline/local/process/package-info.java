@NullMarked
package io.tapeline.local.process;

import org.jspecify.annotations.NullMarked;
