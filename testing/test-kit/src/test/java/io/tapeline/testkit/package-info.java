@NullMarked
package io.tapeline.testkit;

import org.jspecify.annotations.NullMarked;
