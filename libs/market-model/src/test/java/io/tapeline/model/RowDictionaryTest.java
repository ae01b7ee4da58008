package io.tapeline.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RowDictionaryTest {
    private static final String[] SYMBOLS = {"A", "BTC-USD", "BTC-EURO", "BTC-USD.KRAKEN", "Zürich €", "x".repeat(255)};

    private final RowDictionary dictionary = RowDictionaryBuilder.of(
            SYMBOLS,
            new String[] {"XNAS", "v".repeat(200)},
            new byte[] {'B', 'N'},
            new String[] {"", "é".repeat(100)},
            new String[] {"id-1", "t".repeat(16_384), ""});

    @Test
    void givesBackWhatItWasMadeOf() {
        assertThat(dictionary.symbols()).isEqualTo(SYMBOLS);
        assertThat(dictionary.venues()).containsExactly("XNAS", "v".repeat(200));
        assertThat(dictionary.sides()).containsExactly('B', 'N');
        assertThat(dictionary.conditions()).containsExactly("", "é".repeat(100));
        assertThat(dictionary.textIds()).containsExactly("id-1", "t".repeat(16_384), "");
    }

    @Test
    void isWhollyInItsBytes() {
        RowDictionary copy = new RowDictionary(dictionary.bytes().clone());

        assertThat(copy.symbols()).isEqualTo(SYMBOLS);
        assertThat(copy.conditions()).isEqualTo(dictionary.conditions());
        assertThat(copy.textIds()).isEqualTo(dictionary.textIds());
    }

    @Test
    void tellsASymbolByItsHashAndItsText() {
        assertThat(dictionary.symbolCount()).isEqualTo(SYMBOLS.length);
        for (int i = 0; i < SYMBOLS.length; i++) {
            byte[] utf8 = SYMBOLS[i].getBytes(UTF_8);
            assertThat(dictionary.symbolHash(i)).isEqualTo(Hashing.hash64(SYMBOLS[i]));
            assertThat(dictionary.symbolLength(i)).isEqualTo(utf8.length);
            for (int other = 0; other < SYMBOLS.length; other++) {
                assertThat(dictionary.symbolIs(other, utf8)).isEqualTo(other == i);
            }
        }
        // A, then zeros; "BTC-EURO" from the last letter to the first.
        assertThat(dictionary.symbolWord(0)).isEqualTo(0x41);
        assertThat(dictionary.symbolWord(2)).isEqualTo(0x4F_52_55_45_2D_43_54_42L);
        // Of a longer one, the first eight bytes: "BTC-USD.".
        assertThat(dictionary.symbolWord(3)).isEqualTo(0x2E_44_53_55_2D_43_54_42L);
    }

    @Test
    void aBuilderBeginsAnewWithEachDictionary() {
        RowDictionaryBuilder builder = new RowDictionaryBuilder();
        builder.symbol(7, new byte[] {'A'});
        builder.textId("one");
        builder.build();
        builder.symbol(8, new byte[] {'B'});

        RowDictionary second = builder.build();

        assertThat(second.symbols()).containsExactly("B");
        assertThat(second.textIds()).isEmpty();
    }

    @Test
    void refusesWhatIsTooShortToBeOne() {
        assertThatThrownBy(() -> new RowDictionary(new byte[23]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a dictionary: 23 bytes");
    }
}
