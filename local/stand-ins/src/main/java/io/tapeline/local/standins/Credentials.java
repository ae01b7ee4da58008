package io.tapeline.local.standins;

/**
 * What to present to the stand-ins. They accept anything; clients still insist on sending something. No secrets:
 * nothing that holds real data may use them.
 */
public final class Credentials {
    public static final String ACCESS_KEY_ID = "tapeline";
    public static final String SECRET_ACCESS_KEY = "tapeline";
    public static final String REGION = "us-east-1";

    private Credentials() {}
}
