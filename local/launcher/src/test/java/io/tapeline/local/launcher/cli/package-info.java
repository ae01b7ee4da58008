@NullMarked
package io.tapeline.local.launcher.cli;

import org.jspecify.annotations.NullMarked;
