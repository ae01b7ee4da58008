/** The stream as Kinesis has it, through the AWS SDK; nothing else of the service knows the SDK. */
@NullMarked
package io.tapeline.ingest.kinesis;

import org.jspecify.annotations.NullMarked;
