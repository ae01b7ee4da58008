@NullMarked
package io.tapeline.settings;

import org.jspecify.annotations.NullMarked;
