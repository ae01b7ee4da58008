/** Settings of jobs: {@code --key=value} text to typed values. */
@NullMarked
package io.tapeline.settings;

import org.jspecify.annotations.NullMarked;
