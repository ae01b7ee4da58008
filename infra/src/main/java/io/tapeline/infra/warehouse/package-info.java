/** The warehouse: Redshift Serverless, its roles, and what is set up in its database. */
@NullMarked
package io.tapeline.infra.warehouse;

import org.jspecify.annotations.NullMarked;
