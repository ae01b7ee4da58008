/** Tests of the services. */
@NullMarked
package io.tapeline.infra.services;

import org.jspecify.annotations.NullMarked;
