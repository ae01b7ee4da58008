@NullMarked
package io.tapeline.local.standins;

import org.jspecify.annotations.NullMarked;
