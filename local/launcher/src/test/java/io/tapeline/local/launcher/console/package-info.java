@NullMarked
package io.tapeline.local.launcher.console;

import org.jspecify.annotations.NullMarked;
