package io.tapeline.ingest.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.ingest.trust.Authentication.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
    /** {@code printf swordfish | sha256sum}. */
    private static final String SWORDFISH = "b9f195c5cc7ef6afadbfbc42892ad47d3b24c6bc94bb510c4564a90a14e8b799";

    private static final long NOW = 1_767_225_600_000_000_000L; // 2026-01-01T00:00:00Z

    private static Keys keys(String fields) throws KeyFileException {
        return KeyFile.read(("{\"keys\":[{\"id\":\"feed-1\",\"owner\":\"acme\",\"scopes\":[\"trades\"],\"sha256\":\""
                        + SWORDFISH + "\"" + fields + "}]}")
                .getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void findsTheKeyOfItsSecret() throws KeyFileException {
        Keys.Finding finding = keys("").find(new KeyToken("feed-1", "swordfish"), NOW);

        assertThat(finding.key()).isNotNull().extracting(ApiKey::owner).isEqualTo("acme");
    }

    @ParameterizedTest(name = "{0} {1}: {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "feed-2 | swordfish  | `` | WRONG",
                "feed-1 | Swordfish  | `` | WRONG",
                "feed-1 | ``         | `` | WRONG",
                "``     | ``         | `` | WRONG",
                "feed-1 | wrong      | `,\"disabled\":true` | WRONG",
                "feed-1 | swordfish  | `,\"disabled\":true` | DISABLED",
                "feed-1 | swordfish  | `,\"not_before\":\"2026-01-01T00:00:00.000000001Z\"` | NOT_YET_VALID",
                "feed-1 | swordfish  | `,\"not_after\":\"2026-01-01T00:00:00Z\"` | EXPIRED",
            })
    void refusesWhatIsNotValid(String id, String secret, String fields, Reason reason) throws KeyFileException {
        Keys.Finding finding = keys(fields).find(new KeyToken(id, secret), NOW);

        assertThat(finding.key()).isNull();
        assertThat(finding.reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"not_before\":\"2026-01-01T00:00:00Z\"",
                ",\"not_after\":\"2026-01-01T00:00:00.000000001Z\"",
                ",\"disabled\":false"
            })
    void takesAKeyWithinItsTime(String fields) throws KeyFileException {
        assertThat(keys(fields).find(new KeyToken("feed-1", "swordfish"), NOW).key())
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"feed-1,right", "feed-1,wrong", "feed-2,right", "'',''"})
    void doesTheSameWorkWhetherOrNotThereIsSuchAKey(String id, String secret) throws KeyFileException {
        List<String> work = new ArrayList<>();
        ApiKey key = keys("").all().iterator().next();
        Keys watched = new Keys(
                List.of(key),
                text -> {
                    work.add("hash");
                    return Hash.of(text);
                },
                (one, other) -> {
                    work.add("compare");
                    return one.equals(other);
                });

        watched.find(new KeyToken(id, secret), NOW);

        assertThat(work).containsExactly("hash", "compare");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            nullValues = "-",
            value = {
                "Bearer tpl_feed-1_s3cr_et-, -, feed-1, s3cr_et-",
                "bearer  tpl_a.b_x, -, a.b, x",
                "-, tpl_feed-1_x, feed-1, x",
                "-, ' tpl_feed-1_x ', feed-1, x",
                "Basic dXNlcg==, tpl_feed-1_x, feed-1, x",
                "Bearer tpl_one_x, tpl_two_x, one, x",
                "Bearer tpl__x, -, '', tpl__x",
                "Bearer tpl_feed-1, -, '', tpl_feed-1",
                "Bearer abc, -, '', abc",
                "Bearer TPL_feed-1_x, -, '', TPL_feed-1_x",
            })
    void readsTheKeyFromEitherHeader(String authorization, String apiKey, String id, String secret) {
        assertThat(KeyToken.ofHeaders(authorization, apiKey)).isEqualTo(new KeyToken(id, secret));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-,-", "Basic dXNlcg==,-", "-,' '"})
    void findsNoKeyWhereThereIsNone(String authorization, String apiKey) {
        assertThat(KeyToken.ofHeaders(authorization, apiKey)).isNull();
    }

    @Test
    void neverShowsASecret() {
        assertThat(new KeyToken("feed-1", "swordfish")).hasToString("tpl_feed-1_...");
    }
}
