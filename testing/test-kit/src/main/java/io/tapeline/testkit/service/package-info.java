/** The packaged services, as processes of their own. */
@NullMarked
package io.tapeline.testkit.service;

import org.jspecify.annotations.NullMarked;
