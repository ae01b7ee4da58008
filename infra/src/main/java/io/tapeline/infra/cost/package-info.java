/** What a profile costs a month: a model of plain numbers, and the command that prints it. */
@NullMarked
package io.tapeline.infra.cost;

import org.jspecify.annotations.NullMarked;
