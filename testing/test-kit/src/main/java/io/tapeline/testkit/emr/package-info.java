/** What the packaged jars hold. */
@NullMarked
package io.tapeline.testkit.jars;

import org.jspecify.annotations.NullMarked;
