/** Tests of the network. */
@NullMarked
package io.tapeline.infra.network;

import org.jspecify.annotations.NullMarked;
