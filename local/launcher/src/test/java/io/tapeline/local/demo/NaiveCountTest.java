package io.tapeline.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class NaiveCountTest {
    /** 1385424000 is 2013-11-26T00:00:00Z. Worked by hand. */
    private static final String CSV = """
            timestamp,price,amount
            1385423999,800.5,0
            1385424000,802,1.5
            1385424000,801,0.5
            1385424061,803,2
            """;

    private static NaiveCount count(String csv) {
        return NaiveCount.of(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void addsUpTheBarsOfEveryInterval() {
        NaiveCount count = count(CSV);

        assertThat(count.trades()).isEqualTo(4);
        assertThat(count.tradesByDate())
                .isEqualTo(Map.of(LocalDate.of(2013, 11, 25), 1L, LocalDate.of(2013, 11, 26), 3L));
        assertThat(NaiveCount.INTERVALS.keySet()).extracting(count::count).containsExactly(3L, 3L, 2L, 2L, 2L, 2L);
        assertThat(count.day(LocalDate.of(2013, 11, 26)))
                .isEqualTo(new PlainBar(
                        "1d",
                        Instant.parse("2013-11-26T00:00:00Z"),
                        new BigDecimal("802"),
                        new BigDecimal("803"),
                        new BigDecimal("801"),
                        new BigDecimal("803"),
                        new BigDecimal("4.00"),
                        // 802 × 1.5 + 801 × 0.5 + 803 × 2
                        new BigDecimal("3209.5"),
                        new BigDecimal("802.375"),
                        3));
    }

    @Test
    void hasNoVwapWhereNothingButSizesOfZeroWasTraded() {
        assertThat(count(CSV).day(LocalDate.of(2013, 11, 25)).vwap()).isNull();
    }

    @Test
    void readsTheWeekThatTheDemoReplays() throws IOException {
        NaiveCount count = NaiveCount.of(DemoTrades.raw());

        // The counts by an independent tool: awk -F, 'NR>1{print strftime("%F",$1,1)}' FILE | uniq -c
        assertThat(count.trades()).isEqualTo(100_000).isEqualTo(DemoTrades.COUNT);
        assertThat(count.tradesByDate().values())
                .containsExactly(13_595L, 14_142L, 17_445L, 16_771L, 14_386L, 11_483L, 12_178L);
        assertThat(count.count("1d")).isEqualTo(7);
    }
}
