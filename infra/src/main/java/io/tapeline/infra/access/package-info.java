/** Who may do what: read out of the templates, for people to approve. */
@NullMarked
package io.tapeline.infra.access;

import org.jspecify.annotations.NullMarked;
