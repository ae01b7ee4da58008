@NullMarked
package io.tapeline.local.query;

import org.jspecify.annotations.NullMarked;
