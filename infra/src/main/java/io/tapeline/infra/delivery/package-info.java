/** What lets a pipeline of GitHub publish and deploy. */
@NullMarked
package io.tapeline.infra.delivery;

import org.jspecify.annotations.NullMarked;
