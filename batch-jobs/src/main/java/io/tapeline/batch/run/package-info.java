/** Steps, what they have read, and the record of their runs. */
@NullMarked
package io.tapeline.batch.run;

import org.jspecify.annotations.NullMarked;
