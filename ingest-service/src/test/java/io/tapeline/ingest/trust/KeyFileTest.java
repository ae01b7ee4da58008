package io.tapeline.ingest.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyFileTest {
    private static final String HASH = "0123456789abcdef".repeat(4);

    private static Keys read(String json) throws KeyFileException {
        return KeyFile.read(json.replace("HASH", HASH).replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsEveryField() throws KeyFileException {
        Keys keys = read("""
                {'keys':[{'id':'a','sha256':'HASH','owner':'acme','scopes':['trades','quotes'],
                  'symbols':['AAPL','BTC-*'],'venues':['XNAS'],'events_per_second':1000,'events_burst':5000,
                  'requests_per_second':10,'requests_burst':20,'not_before':'2026-01-01T00:00:00Z',
                  'not_after':'2027-01-01T00:00:00Z','disabled':true},
                 {'id':'b','sha256':'HASH','owner':'acme','scopes':[]}]}""");

        assertThat(keys.all()).hasSize(2);
        ApiKey key = keys.all().stream()
                .filter(each -> each.id().equals("a"))
                .findFirst()
                .orElseThrow();
        assertThat(key.scopes()).containsExactlyInAnyOrder(Scope.TRADES, Scope.QUOTES);
        assertThat(key.symbols().allows("AAPL")).isTrue();
        assertThat(key.symbols().allows("AAPLX")).isFalse();
        assertThat(key.symbols().allows("BTC-USD")).isTrue();
        assertThat(key.venues().allows("XNYS")).isFalse();
        assertThat(key.limit()).isEqualTo(new RateLimit(1000, 5000, 10, 20));
        assertThat(key.notBefore()).isEqualTo(1_767_225_600_000_000_000L);
        assertThat(key.notAfter()).isEqualTo(1_798_761_600_000_000_000L);
        assertThat(key.disabled()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "` `                                                   | it is not {\"keys\": [...]}",
                "[]                                                    | it is not {\"keys\": [...]}",
                "{'keys':{}}                                           | it is not {\"keys\": [...]}",
                "{'keys':[                                             | it is not JSON: ",
                "{'keys':[]} x                                         | it is not JSON: ",
                "{'keys':[],'keys':[]}                                 | it is not JSON: Duplicate field",
                "{'keys':[1]}                                          | key 0: it is not an object",
                "{'keys':[{}]}                                         | key 0: id is missing",
                "{'keys':[{'id':7}]}                                   | key 0: id is not a text",
                "{'keys':[{'id':'a'}]}                                 | key 0 (a): sha256 is not 64 hexadecimal digits",
                "{'keys':[{'id':'a','sha256':'00'}]}                   | key 0 (a): sha256 is not 64 hexadecimal digits",
                "{'keys':[{'id':'a','sha256':'HASH'}]}                 | key 0 (a): owner is missing",
                "{'keys':[{'id':'a','sha256':'HASH','owner':'o'}]}     | key 0 (a): scopes is missing",
                "{'keys':[{'id':'a','sha256':'HASH','owner':' ','scopes':[]}]} | key 0 (a): owner is blank",
                "{'keys':[{'id':'a_b','sha256':'HASH','owner':'o','scopes':[]}]} | key 0 (a_b): id is not 1 to 64",
                "{'keys':[{'id':'a','sha256':'HASH','owner':'o','scopes':['trade']}]} | scopes has 'trade', which is none",
                "{'keys':[{'id':'a','sha256':'HASH','owner':'o','scopes':'trades'}]} | scopes is not a list",
                "{'keys':[{'id':'a','sha256':'HASH','owner':'o','scopes':[],'symbol':['A']}]} | 'symbol' is no field of a key",
                "{'keys':[{'id':'a','sha256':'HASH','owner':'o','scopes':[],'symbols':['A*B']}]} | 'A*B' is neither",
                "{'keys':[{'id':'a','sha256':'HASH','owner':'o','scopes':[],'venues':[3]}]} | something else than texts",
                "{'keys':[{'id':'a','sha256':'HASH','owner':'o','scopes':[],'events_per_second':0}]} | not a whole number above 0",
                "{'keys':[{'id':'a','sha256':'HASH','owner':'o','scopes':[],'events_burst':1.5}]} | not a whole number above 0",
                "{'keys':[{'id':'a','sha256':'HASH','owner':'o','scopes':[],'requests_per_second':-1}]} | is not between 0 and",
                "{'keys':[{'id':'a','sha256':'HASH','owner':'o','scopes':[],'not_after':'tomorrow'}]} | not_after is not a time",
                "{'keys':[{'id':'a','sha256':'HASH','owner':'o','scopes':[],'not_after':'1960-01-01T00:00:00Z'}]} | is not between",
                "{'keys':[{'id':'a','sha256':'HASH','owner':'o','scopes':[],'disabled':'no'}]} | disabled is neither true nor false",
            })
    void refusesWhatIsWrong(String json, String message) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining(message);
    }

    @Test
    void listsEveryKeyThatIsWrong() {
        String good = "{'id':'a','sha256':'HASH','owner':'o','scopes':[]}";

        assertThatThrownBy(() -> read("{'keys':[" + good + "," + good + ",{'id':'b'}]}"))
                .hasMessage("key 1 (a): there are two of this id; key 2 (b): sha256 is not 64 hexadecimal digits");
    }

    @Test
    void doesNotQuoteASecretThatWasPutInPlaceOfItsHash() {
        assertThatThrownBy(() -> read("{'keys':[{'id':'a','sha256':'swordfish'}]}"))
                .hasMessageNotContaining("swordfish");
    }
}
