/** The Kinesis API over HTTP/1.1 and h2c, in JSON and CBOR. */
@NullMarked
package io.tapeline.local.kinesis.http;

import org.jspecify.annotations.NullMarked;
