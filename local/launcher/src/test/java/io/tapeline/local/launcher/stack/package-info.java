@NullMarked
package io.tapeline.local.launcher.stack;

import org.jspecify.annotations.NullMarked;
