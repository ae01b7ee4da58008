/** Where else the night can run: EMR Serverless, Glue. */
@NullMarked
package io.tapeline.infra.batch;

import org.jspecify.annotations.NullMarked;
