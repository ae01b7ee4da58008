/** What a person sees: colours where there is a terminal, aligned text everywhere, progress that redraws itself. */
@NullMarked
package io.tapeline.local.launcher.console;

import org.jspecify.annotations.NullMarked;
