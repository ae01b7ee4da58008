/**
 * All processes of Tapeline on one machine, started, watched and stopped together.
 *
 * <p>{@link io.tapeline.local.launcher.stack.Stack} runs them in this process's care; {@link
 * io.tapeline.local.launcher.stack.RunningStack} finds one that another process runs.
 */
@NullMarked
package io.tapeline.local.launcher.stack;

import org.jspecify.annotations.NullMarked;
