package io.tapeline.live.kcl;

import java.util.concurrent.CompletionException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What AWS says when it does not do what it was asked for. */
final class Refusals {
    private Refusals() {}

    /** Its words, without the number of the request, which is another each time. */
    static String words(RuntimeException failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof AwsServiceException refusal && refusal.awsErrorDetails() != null
                ? refusal.awsErrorDetails().errorMessage()
                : String.valueOf(cause.getMessage());
    }
}
