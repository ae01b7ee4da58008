/** Runs state machines in the Amazon States Language, with JSONata, against fakes of the services. */
@NullMarked
package io.tapeline.infra.asl;

import org.jspecify.annotations.NullMarked;
