/** What every stack stands on: the key, the topic of alarms. */
@NullMarked
package io.tapeline.infra.foundation;

import org.jspecify.annotations.NullMarked;
