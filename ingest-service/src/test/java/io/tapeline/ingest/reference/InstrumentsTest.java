package io.tapeline.ingest.reference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.ingest.parse.RejectCode;
import io.tapeline.ingest.post.Admission;
import io.tapeline.ingest.reference.Instruments.Unknown;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstrumentsTest {
    private static final String BTC = """
            {"symbol":"BTC-USD","venues":["COINBASE","KRAKEN"],"asset_class":"crypto","tick_size":0.01,\
            "currency":"USD","calendar":"24x7"}""";
    private static final String AAPL = """
            {"symbol":"AAPL","venues":["XNAS"],"asset_class":"equity","tick_size":"0.0001","currency":"USD",\
            "calendar":"XNYS"}""";
    private static final Instrument COMMA = new Instrument(
            "A,\"B\" C", List.of("X", "Y Z"), AssetClass.OTHER, new BigDecimal("0.000000001"), "USDT", "a/b");

    private final List<String> heard = new ArrayList<>();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"instruments.json", "instruments.csv"})
    void keepsInTheFileWhatIsPut(String name) throws Exception {
        Instruments instruments = open(name, Unknown.ACCEPT);
        instruments.upsert(Instruments.parse(("[" + BTC + "," + AAPL + "]").getBytes(UTF_8)));
        instruments.upsert(List.of(COMMA));
        instruments.upsert(Instruments.parse(AAPL.replace("XNAS", "XNYS").getBytes(UTF_8)));

        Instruments again = open(name, Unknown.ACCEPT);

        assertThat(again.list(null, null, null, 10)).isEqualTo(instruments.list(null, null, null, 10));
        assertThat(again.list(null, null, null, 10).stream().map(Instrument::symbol))
                .containsExactly("A,\"B\" C", "AAPL", "BTC-USD");
        assertThat(again.find("A,\"B\" C")).hasValue(COMMA);
        assertThat(again.find("AAPL").orElseThrow().venues()).containsExactly("XNYS");
        assertThat(again.find("AAPL").orElseThrow().tickSize()).isEqualByComparingTo("0.0001");
        assertThat(directory)
                .isDirectoryContaining(path -> path.endsWith(name))
                .isDirectoryNotContaining(path -> path.toString().endsWith(".next"));
    }

    @Test
    void readsCsvInAnyOrderOfColumns() throws Exception {
        Files.writeString(
                directory.resolve("i.csv"),
                "venues,symbol,asset_class,currency,tick_size,calendar\nCOINBASE|KRAKEN,BTC-USD,crypto,USD,0.01,24x7\n\n");

        assertThat(open("i.csv", Unknown.ACCEPT).find("BTC-USD"))
                .hasValue(Instruments.parse(BTC.getBytes(UTF_8)).get(0));
    }

    @Test
    void listsBySymbolVenueAndPage() throws Exception {
        Instruments instruments = open("i.json", Unknown.ACCEPT);
        instruments.upsert(List.of(at("A1", "X"), at("A2", "Y"), at("B1", "X"), at("B2", "X")));

        assertThat(symbols(instruments.list("A*", null, null, 10))).containsExactly("A1", "A2");
        assertThat(symbols(instruments.list("A1", null, null, 10))).containsExactly("A1");
        assertThat(symbols(instruments.list("A", null, null, 10))).isEmpty();
        assertThat(symbols(instruments.list(null, "X", null, 2))).containsExactly("A1", "B1");
        assertThat(symbols(instruments.list(null, "X", "B1", 2))).containsExactly("B2");
        assertThat(symbols(instruments.list("*", "Y", "A2", 2))).isEmpty();
    }

    @Test
    void admitsOnlyWhatIsThereIfThatIsAskedFor() throws Exception {
        Instruments instruments = open("i.json", Unknown.REJECT);
        Admission admission = instruments.admission();
        assertThat(admission.refusal("BTC-USD", "KRAKEN")).isEqualTo(RejectCode.UNKNOWN_SYMBOL);

        instruments.upsert(Instruments.parse(BTC.getBytes(UTF_8)));

        assertThat(admission.refusal("BTC-USD", "KRAKEN")).isNull();
        assertThat(admission.refusal("BTC-USD", "XNAS")).isEqualTo(RejectCode.UNKNOWN_VENUE);
        assertThat(admission.refusal("AAPL", "XNAS")).isEqualTo(RejectCode.UNKNOWN_SYMBOL);
        assertThat(open("i.json", Unknown.ACCEPT).admission()).isSameAs(Admission.ALL);
    }

    @Test
    void takesAChangedFileOverAndKeepsWhatItHasIfThatIsNotGood() throws Exception {
        Path file = directory.resolve("i.json");
        Instruments instruments = open("i.json", Unknown.ACCEPT);
        Files.writeString(file, "[" + BTC + "]");
        instruments.refresh();
        assertThat(instruments.count()).isEqualTo(1);

        Files.writeString(file, "[" + BTC + "," + AAPL);
        instruments.refresh();
        instruments.refresh();
        assertThat(instruments.find("BTC-USD")).isPresent();
        assertThat(instruments.count()).isEqualTo(1);

        Files.writeString(file, "[" + AAPL + "," + BTC + " ]");
        instruments.refresh();
        assertThat(instruments.count()).isEqualTo(2);
        assertThat(heard).containsExactly("1", "bad", "2");

        Files.delete(file);
        instruments.refresh();
        assertThat(instruments.count()).isEqualTo(2);
        assertThat(heard).endsWith("bad");
        instruments.upsert(List.of(COMMA));
        assertThat(open("i.json", Unknown.ACCEPT).count()).isEqualTo(3);
    }

    @Test
    void doesNotWriteOverAFileThatIsNotGood() throws Exception {
        Path file = directory.resolve("i.json");
        Instruments instruments = open("i.json", Unknown.ACCEPT);
        Files.writeString(file, "[{]");
        instruments.refresh();

        assertThatThrownBy(() -> instruments.upsert(List.of(COMMA))).isInstanceOf(ReferenceException.class);

        assertThat(file).hasContent("[{]");
        assertThat(instruments.count()).isZero();
    }

    @Test
    void hasNowhereToKeepInstrumentsWithoutAFile() throws Exception {
        Instruments instruments = Instruments.open(null, Unknown.ACCEPT, new Listener());

        assertThatThrownBy(() -> instruments.upsert(List.of(COMMA)))
                .isInstanceOf(ReferenceException.class)
                .hasMessageContaining("ingest.reference.file")
                .extracting(failure -> ((ReferenceException) failure).reason())
                .isEqualTo(ReferenceException.Reason.NO_FILE);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"BTC-USD\"            | \"\"                    | symbol is not 1 to 64 printable ASCII characters: ",
                "\"BTC-USD\"            | \" B\"                  | symbol is not 1 to 64",
                "\"BTC-USD\"            | \"Bitcoin€\"            | symbol is not 1 to 64",
                "\"BTC-USD\"            | 7                       | symbol is not a string: 7",
                "\"BTC-USD\"            | null                    | symbol is missing",
                "[\"COINBASE\",\"KRAKEN\"] | []                   | venues are not 1 to 64: 0",
                "[\"COINBASE\",\"KRAKEN\"] | \"COINBASE\"         | venues is not an array",
                "\"KRAKEN\"             | \"COINBASE\"            | a venue is given twice",
                "\"KRAKEN\"             | 7                       | a venue is not a string: 7",
                "\"KRAKEN\"             | \"\"                    | a venue is not 1 to 32 printable ASCII characters: ",
                "\"crypto\"             | \"coin\"                | asset_class is none of equity, etf",
                "0.01                   | 0                       | tick_size is not above 0 with at most 9 decimal places: 0",
                "0.01                   | -0.01                   | tick_size is not above 0",
                "0.01                   | 0.0000000001            | tick_size is not above 0",
                "0.01                   | 1e400                   | tick_size is not above 0",
                "0.01                   | \"abc\"                 | tick_size is not a number: abc",
                "\"USD\"                | \"usd\"                 | currency is not 2 to 12 capital letters and digits: usd",
                "\"24x7\"               | \"\"                    | calendar is not 1 to 64",
                "\"calendar\"           | \"calender\"            | unknown field: calender",
                "\"calendar\":\"24x7\"  | \"symbol\":\"X\"        | Duplicate field 'symbol'",
            })
    void saysWhatIsWrong(String right, String wrong, String message) {
        String json = "[" + AAPL + "," + BTC.replace(right, wrong) + "]";

        assertThatThrownBy(() -> Instruments.parse(json.getBytes(UTF_8)))
                .isInstanceOf(ReferenceException.class)
                .hasMessageContaining(message);
    }

    @Test
    void namesEveryInstrumentThatIsNotGood() {
        String json = "[" + AAPL + ",7," + BTC.replace("crypto", "x") + ",{}]";

        assertThatThrownBy(() -> Instruments.parse(json.getBytes(UTF_8)))
                .hasMessageContaining("instrument 1: not an object; instrument 2: asset_class is none of")
                .hasMessageContaining("; instrument 3: symbol is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "[", "{} {}", "[{\"symbol\":\"A\"]", "null"})
    void refusesWhatHoldsNoInstruments(String json) {
        assertThatThrownBy(() -> Instruments.parse(json.getBytes(UTF_8))).isInstanceOf(ReferenceException.class);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "'';the first line does not name the columns",
                "symbol,venues;the first line does not name the columns",
                "symbol,venues,asset_class,tick_size,currency,calendar|A,X,crypto,1,USD;line 2: there are 5 values, not 6",
                "symbol,venues,asset_class,tick_size,currency,calendar||A,X,crypto,one,USD,C;line 3: tick_size is not a number: one",
                "symbol,venues,asset_class,tick_size,currency,calendar|\"A,X,crypto,1,USD,C;line 2: a quote is not closed",
                "symbol,venues,asset_class,tick_size,currency,calendar|A,X,crypto,1,USD,C|A,X,crypto,1,USD,C;symbol is given twice: A",
            })
    void saysWhatIsWrongWithAFile(String lines, String message) throws IOException {
        Files.writeString(directory.resolve("i.csv"), lines.replace('|', '\n'));

        assertThatThrownBy(() -> open("i.csv", Unknown.ACCEPT))
                .isInstanceOf(ReferenceException.class)
                .hasMessageContaining(message);
    }

    private Instruments open(String name, Unknown unknown) throws ReferenceException {
        return Instruments.open(directory.resolve(name), unknown, new Listener());
    }

    private static Instrument at(String symbol, String venue) {
        return new Instrument(symbol, List.of(venue), AssetClass.EQUITY, BigDecimal.ONE, "USD", "C");
    }

    private static List<String> symbols(List<Instrument> instruments) {
        return instruments.stream().map(Instrument::symbol).toList();
    }

    private final class Listener implements ReferenceListener {
        @Override
        public void changed(int instruments) {
            heard.add(Integer.toString(instruments));
        }

        @Override
        public void bad(ReferenceException problem) {
            heard.add("bad");
        }
    }
}
