package io.tapeline.ingest.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    private static String needed(String method, String path, boolean ofReplay) {
        Access access = Access.of(method, path, ofReplay);
        return access.open()
                ? "open"
                : Arrays.stream(Scope.values())
                        .filter(access.scopes()::contains)
                        .map(Scope::label)
                        .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /q/health/ready, open",
        "GET,  /q/swagger-ui/, open",
        "POST, /v1/trades, trades",
        "POST, /v1/quotes, quotes",
        "POST, /v1/corrections, corrections",
        "POST, /v1/cancels, cancels",
        "POST, /v1/events, trades quotes corrections cancels",
        "GET,  /v1/stream, trades quotes corrections cancels",
        "POST, /v1/replays/a/close, replays",
        "GET,  /v1/instruments, ''",
        "PUT,  /v1/instruments, instruments",
        "GET,  /v1/feeds, ''",
        "POST, /v1/feeds/coinbase/stop, feeds",
        "GET,  /, ''",
        "GET,  /v1/other, ''",
        "POST, /v1/other, trades quotes corrections cancels replays instruments feeds",
    })
    void needsWhatThePathAsksFor(String method, String path, String needed) {
        assertThat(needed(method, path, false)).isEqualTo(needed);
    }

    @ParameterizedTest
    @CsvSource({"/v1/trades, trades replays", "/v1/replays/a/close, replays"})
    void needsTheScopeOfReplaysForAPostToOne(String path, String needed) {
        assertThat(needed("POST", path, true)).isEqualTo(needed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/trades/",
                "//v1//trades",
                "/v1;a=b/trades;c=d",
                "/v1/./trades",
                "/v1/quotes/../trades",
                "/%76%31/trade%73",
                "/v1%2Ftrades",
                "/q/../v1/trades",
                "/q/%2e%2e/v1/trades",
                "/q/..;/v1/trades",
            })
    void isNotLedAroundAScope(String path) {
        assertThat(needed("POST", path, false)).isEqualTo("trades");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/Q/health", "/q", "/qq/health", "/v1/../q/health", "/q/a%2Fb", "/q/;x", "q/x", "", "/%", "/%zz"
            })
    void isNotOpenUnlessPlainlySo(String path) {
        assertThat(Access.of("GET", path, false).open()).isFalse();
    }
}
