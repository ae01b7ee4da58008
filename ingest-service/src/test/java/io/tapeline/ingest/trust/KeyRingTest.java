package io.tapeline.ingest.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.ingest.feed.ManualClock;
import io.tapeline.ingest.parse.RejectCode;
import io.tapeline.ingest.trust.Authentication.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRingTest {
    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock();
    private final List<String> heard = new ArrayList<>();
    private final TrustListener listener = new TrustListener() {
        @Override
        public void loaded(int keys) {
            heard.add("loaded " + keys);
        }

        @Override
        public void failed(String problem) {
            heard.add("failed");
        }

        @Override
        public void refused(String reason) {
            heard.add("refused");
        }
    };
    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = directory.resolve("keys.json");
    }

    private static String key(String id, String secret, String fields) {
        return "{\"id\":\"" + id + "\",\"owner\":\"acme\",\"scopes\":[\"trades\"],\"sha256\":\""
                + TestKeys.sha256(secret) + "\"" + fields + "}";
    }

    private void write(String... keys) throws IOException {
        Files.writeString(file, "{\"keys\":[" + String.join(",", keys) + "]}");
    }

    private KeyRing open() throws KeyFileException {
        return KeyRing.open(file, clock, listener);
    }

    private static Caller known(KeyRing ring, String token) {
        return ((Authentication.Known) ring.authenticate("Bearer " + token, null)).caller();
    }

    private static Reason refused(KeyRing ring, String token) {
        return ((Authentication.Unknown) ring.authenticate("Bearer " + token, null)).reason();
    }

    @Test
    void rotatesASecretWithoutARestart() throws Exception {
        write(key("old", "s1", ""));
        KeyRing ring = open();
        assertThat(known(ring, "tpl_old_s1").owner()).isEqualTo("acme");

        write(key("old", "s1", ""), key("new", "s2", ""));
        ring.refresh();
        assertThat(known(ring, "tpl_old_s1").keyId()).isEqualTo("old");
        assertThat(known(ring, "tpl_new_s2").keyId()).isEqualTo("new");

        write(key("new", "s2", ""));
        ring.refresh();
        assertThat(refused(ring, "tpl_old_s1")).isEqualTo(Reason.WRONG);
        assertThat(known(ring, "tpl_new_s2").keyId()).isEqualTo("new");
        assertThat(heard).containsExactly("loaded 1", "loaded 2", "loaded 1");
    }

    @Test
    void keepsTheKeysInForceWhenTheFileIsBadOrGone() throws Exception {
        write(key("a", "s1", ""));
        KeyRing ring = open();

        Files.writeString(file, "{\"keys\":[");
        ring.refresh();
        ring.refresh();
        assertThat(known(ring, "tpl_a_s1").keyId()).isEqualTo("a");
        assertThat(ring.problem()).contains("keys.json cannot be used: it is not JSON");

        Files.delete(file);
        ring.refresh();
        assertThat(ring.problem()).contains("cannot read");
        assertThat(ring.count()).isEqualTo(1);

        write(key("a", "s1", ""));
        ring.refresh();
        assertThat(ring.problem()).isNull();
        assertThat(heard).containsExactly("loaded 1", "failed", "failed", "loaded 1");
    }

    @Test
    void doesNotReadAnUnchangedFileAgain() throws Exception {
        write(key("a", "s1", ""));
        KeyRing ring = open();

        ring.refresh();

        assertThat(heard).containsExactly("loaded 1");
    }

    @Test
    void refusesToOpenABadFile() throws IOException {
        write("{}");

        assertThatThrownBy(this::open)
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("key 0: id is missing");
    }

    @Test
    void refusesToOpenAFileThatIsNotThere() {
        assertThatThrownBy(this::open).isInstanceOf(KeyFileException.class).hasMessageContaining("cannot read");
    }

    @Test
    void limitsRequests() throws Exception {
        write(key("a", "s1", ",\"requests_per_second\":2"));
        KeyRing ring = open();

        assertThat(known(ring, "tpl_a_s1").takeRequest()).isZero();
        assertThat(known(ring, "tpl_a_s1").takeRequest()).isZero();
        assertThat(known(ring, "tpl_a_s1").takeRequest()).isEqualTo(500_000_000);
        clock.advance(Duration.ofMillis(500));
        assertThat(known(ring, "tpl_a_s1").takeRequest()).isZero();
    }

    @Test
    void letsTheRequestAfterTooManyEventsWait() throws Exception {
        write(key("a", "s1", ",\"events_per_second\":100,\"events_burst\":1000"));
        KeyRing ring = open();
        Caller caller = known(ring, "tpl_a_s1");

        assertThat(caller.takeRequest()).isZero();
        caller.charge(1200);

        assertThat(known(ring, "tpl_a_s1").takeRequest()).isEqualTo(2_010_000_000L);
    }

    @Test
    void aNewReadingOfTheFileForgivesNothingUnlessTheLimitChanges() throws Exception {
        write(key("a", "s1", ",\"requests_per_second\":1"));
        KeyRing ring = open();
        known(ring, "tpl_a_s1").takeRequest();

        write(key("a", "s1", ",\"requests_per_second\":1"), key("b", "s2", ""));
        ring.refresh();
        assertThat(known(ring, "tpl_a_s1").takeRequest()).isPositive();

        write(key("a", "s1", ",\"requests_per_second\":3"));
        ring.refresh();
        assertThat(known(ring, "tpl_a_s1").takeRequest()).isZero();
    }

    @Test
    void admitsTheSymbolsAndVenuesOfTheKey() throws Exception {
        write(key("a", "s1", ",\"symbols\":[\"BTC-*\",\"ETH-USD\"],\"venues\":[\"XNAS\"]"), key("b", "s2", ""));
        KeyRing ring = open();
        Caller caller = known(ring, "tpl_a_s1");

        assertThat(caller.admission().refusal("BTC-EUR", "XNAS")).isNull();
        assertThat(caller.admission().refusal("ETH-USD", "XNAS")).isNull();
        assertThat(caller.admission().refusal("ETH-EUR", "XNAS")).isEqualTo(RejectCode.FORBIDDEN_SYMBOL);
        assertThat(caller.admission().refusal("BTC-EUR", "XNYS")).isEqualTo(RejectCode.FORBIDDEN_VENUE);
        assertThat(known(ring, "tpl_b_s2").admission().refusal("ETH-EUR", "XNYS"))
                .isNull();
    }
}
