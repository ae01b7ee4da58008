@NullMarked
package io.tapeline.local.demo;

import org.jspecify.annotations.NullMarked;
