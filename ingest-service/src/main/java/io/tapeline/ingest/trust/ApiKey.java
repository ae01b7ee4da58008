package io.tapeline.ingest.trust;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * A key as the keys file has it.
 *
 * <p>Only the SHA-256 hash of the secret is kept. That needs neither salt nor a slow hash, which are there for secrets that
 * people choose: this one is 256 random bits, so no two keys share a secret, and none can be found by trying.
 *
 * @param id names the key, in the clear
 * @param hash the SHA-256 of the secret's text
 * @param owner whose key it is; two keys of one owner may overlap in time, which is how a secret is changed
 * @param scopes what it may be used for
 * @param symbols the symbols it may post
 * @param venues the venues it may post
 * @param limit how much it may be used
 * @param notBefore valid from then on, nanoseconds since the epoch
 * @param notAfter valid until then, nanoseconds since the epoch, exclusive
 * @param disabled not valid at all
 */
record ApiKey(
        String id,
        Hash hash,
        String owner,
        Set<Scope> scopes,
        NameList symbols,
        NameList venues,
        RateLimit limit,
        long notBefore,
        long notAfter,
        boolean disabled) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,63}");

    ApiKey {
        requireNonNull(hash, "hash is null");
        if (!isId(id)) {
            throw new IllegalArgumentException("id is not 1 to 64 letters, digits, dots and hyphens: '" + id + "'");
        }
        if (owner.isBlank()) {
            throw new IllegalArgumentException("owner is blank");
        }
        scopes = Set.copyOf(scopes);
        if (notBefore >= notAfter) {
            throw new IllegalArgumentException("not_before is not before not_after");
        }
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }
}
