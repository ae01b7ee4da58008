package io.tapeline.local.keys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * The secret of a key: 256 random bits, as base64url. So many that its hash needs neither salt nor to be slow.
 *
 * @param text the secret
 */
public record KeySecret(String text) {
    private static final int BYTES = 32;

    /** A new one; the generator must be one for secrets. */
    public static KeySecret random(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new KeySecret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** The key as a client sends it. */
    public String token(String id) {
        return "tpl_" + id + "_" + text;
    }

    /** The SHA-256 of the text, in hexadecimal digits: what the file holds. */
    public String hash() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Nothing of it. */
    @Override
    public String toString() {
        return "KeySecret[...]";
    }
}
