/** What watches the pipeline: dashboards, alarms, notifications, the budget. */
@NullMarked
package io.tapeline.infra.observability;

import org.jspecify.annotations.NullMarked;
