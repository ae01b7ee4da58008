/** What the packaged jars for EMR hold. */
@NullMarked
package io.tapeline.testkit.emr;

import org.jspecify.annotations.NullMarked;
