/** DynamoDB Local as a program that listens on the loopback address only. Runs in a JVM of its own. */
@NullMarked
package io.tapeline.local.dynamodb;

import org.jspecify.annotations.NullMarked;
