package io.tapeline.ingest.trust;

import io.tapeline.ingest.trust.Authentication.Reason;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one reading of the keys file. A key is looked up by its id, which is no secret; then one hash is taken and two
 * are compared, in time that does not depend on where they differ, also if there is no key of that id: an answer's time tells
 * neither which ids there are nor how much of a secret was right. Immutable.
 */
final class Keys {
    private static final Hash NOBODY = Hash.of("");

    private final Map<String, ApiKey> byId = new HashMap<>();
    private final Function<String, Hash> hash;
    private final BiPredicate<Hash, Hash> same;

    /** Of keys with different ids. */
    Keys(Collection<ApiKey> keys) {
        this(keys, Hash::of, Hash::equals);
    }

    Keys(Collection<ApiKey> keys, Function<String, Hash> hash, BiPredicate<Hash, Hash> same) {
        keys.forEach(key -> byId.put(key.id(), key));
        this.hash = hash;
        this.same = same;
    }

    /** A key that is valid, or why there is none. */
    record Finding(@Nullable ApiKey key, @Nullable Reason reason) {}

    Finding find(KeyToken token, long wallNanos) {
        @Nullable ApiKey key = byId.get(token.id());
        boolean right = same.test(hash.apply(token.secret()), key == null ? NOBODY : key.hash());
        if (key == null || !right) {
            return new Finding(null, Reason.WRONG);
        }
        if (key.disabled()) {
            return new Finding(null, Reason.DISABLED);
        }
        if (wallNanos < key.notBefore()) {
            return new Finding(null, Reason.NOT_YET_VALID);
        }
        return wallNanos >= key.notAfter() ? new Finding(null, Reason.EXPIRED) : new Finding(key, null);
    }

    Collection<ApiKey> all() {
        return byId.values();
    }

    int count() {
        return byId.size();
    }
}
