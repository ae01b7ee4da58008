/** What the documents say, held against the code. */
@NullMarked
package io.tapeline.testkit.documents;

import org.jspecify.annotations.NullMarked;
