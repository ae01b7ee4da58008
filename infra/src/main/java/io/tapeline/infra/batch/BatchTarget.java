package io.tapeline.infra.batch;

/** Where the night runs. */
public enum BatchTarget {
    /** On the cluster, beside the stream job. */
    EMR_EC2,
    EMR_SERVERLESS,
    GLUE
}
