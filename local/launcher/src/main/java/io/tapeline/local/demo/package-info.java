/**
 * The demo: real trades through the whole pipeline, and a page that says what became of them, each number checked
 * against a count that shares nothing with the pipeline.
 */
@NullMarked
package io.tapeline.local.demo;

import org.jspecify.annotations.NullMarked;
