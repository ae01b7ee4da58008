package io.tapeline.analytics.bars;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.model.Hashing;
import io.tapeline.model.RowDictionary;
import io.tapeline.model.RowDictionaryBuilder;
import io.tapeline.model.TradeKey;
import io.tapeline.model.TradeRows;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SymbolTableTest {
    private final SymbolTable table = new SymbolTable();

    @ParameterizedTest
    @CsvSource({"ONE,TWO", "A,AA", "LONG-NAME-1,LONG-NAME-2", "LONG-NAME,LONG-NAME-TOO", "ABCDEFGH,ABCDEFGHI", "É,EE"})
    void symbolsOfOneHashAreNotOneSymbol(String one, String other) {
        RowDictionary dictionary = withHash(42, one, other);
        SymbolState first = table.forWriting(dictionary, 0);
        SymbolState second = table.forWriting(dictionary, 1);

        assertThat(first.name).isEqualTo(one);
        assertThat(second.name).isEqualTo(other);
        assertThat(find(withHash(42, other, one))).containsExactly(second, first);
    }

    @Test
    void knowsASymbolOnlyByItsOwnHash() {
        table.forWriting(withHash(1, "ACME"), 0);

        assertThat(find(withHash(2, "ACME"))).containsOnlyNulls();
    }

    @Test
    void findsEachOfManyAndTellsTheUnknown() {
        String[] names = IntStream.range(0, 1_000).mapToObj(i -> "S" + i).toArray(String[]::new);
        RowDictionary known = dictionary(names);
        for (int i = 0; i < names.length; i++) {
            assertThat(table.forWriting(known, i).id).isEqualTo(i);
        }

        SymbolState[] found = find(dictionary("S999", "T", "S0", "S", "S500"));

        assertThat(Arrays.stream(found).map(state -> state == null ? "" : state.name))
                .containsExactly("S999", "", "S0", "", "S500");
    }

    @Test
    void whatIsEvictedIsUnknownAndTheRestIsFound() {
        RowDictionary dictionary = dictionary("GONE-WITH-A-LONG-NAME", "STAYS", "ALSO-GONE");
        SymbolState stays = table.forWriting(dictionary, 1);
        table.forWriting(dictionary, 0);
        table.forWriting(dictionary, 2);
        stays.add(
                Rows.ofKeys(List.of(new TradeKey(1, 1)), TradeRows.NO_ID, 5_000_000_000L, 10, 10, 0),
                0,
                1,
                0,
                new RowList());

        table.evictIdleSince(1);

        assertThat(find(dictionary)).containsExactly(null, stays, null);
        assertThat(table.forWriting(dictionary, 0).id).isEqualTo(1);
        assertThat(table.isEmpty()).isFalse();
    }

    @Test
    void eachSideOfACopyWritesToItsOwn() {
        RowDictionary dictionary = dictionary("ACME", "OTHER");
        SymbolState before = table.forWriting(dictionary, 0);
        SymbolTable copy = table.copy();
        SymbolState[] inCopy = find(copy, dictionary);

        assertThat(inCopy[0]).isNotSameAs(before);
        assertThat(find(table, dictionary)[0]).isNotSameAs(before).isNotSameAs(inCopy[0]);
        copy.forWriting(dictionary, 1);
        assertThat(find(table, dictionary)[1]).isNull();
    }

    @Test
    void findsTheSameAfterARestart() throws IOException {
        RowDictionary dictionary = dictionary("ACME", "A-LONG-NAME-€", "X");
        for (int i = 0; i < 3; i++) {
            table.forWriting(dictionary, i);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        table.write(new DataOutputStream(bytes));

        SymbolTable read = SymbolTable.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

        assertThat(Arrays.stream(find(read, dictionary)).map(state -> state.name))
                .containsExactly("ACME", "A-LONG-NAME-€", "X");
    }

    private SymbolState[] find(RowDictionary dictionary) {
        return find(table, dictionary);
    }

    private static SymbolState[] find(SymbolTable table, RowDictionary dictionary) {
        int[] ids = new int[dictionary.symbolCount()];
        table.findAll(dictionary, ids);
        return Arrays.stream(ids)
                .mapToObj(id -> id == SymbolTable.NONE ? null : table.forWriting(id))
                .toArray(SymbolState[]::new);
    }

    private static RowDictionary dictionary(String... symbols) {
        RowDictionaryBuilder builder = new RowDictionaryBuilder();
        for (String symbol : symbols) {
            builder.symbol(Hashing.hash64(symbol), symbol.getBytes(UTF_8));
        }
        return builder.build();
    }

    private static RowDictionary withHash(long hash, String... symbols) {
        RowDictionaryBuilder builder = new RowDictionaryBuilder();
        for (String symbol : symbols) {
            builder.symbol(hash, symbol.getBytes(UTF_8));
        }
        return builder.build();
    }
}
