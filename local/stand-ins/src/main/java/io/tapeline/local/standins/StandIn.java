package io.tapeline.local.standins;

/** The stand-ins that {@link LocalStack} can start. */
public enum StandIn {
    S3,
    POSTGRES,
    /** Brings {@link #S3} and {@link #POSTGRES} with it. */
    CATALOG,
    DYNAMODB
}
