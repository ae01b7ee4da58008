@NullMarked
package io.tapeline.local.standins.postgres;

import org.jspecify.annotations.NullMarked;
