package io.tapeline.ingest.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.ingest.parse.EventRules;
import io.tapeline.ingest.parse.EventSink;
import io.tapeline.ingest.parse.JsonReader;
import io.tapeline.ingest.parse.ParsedEvent;
import io.tapeline.ingest.parse.RejectCode;
import io.tapeline.ingest.parse.Stop;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each value of each venue's messages, wrong in each way that fits it; and messages damaged at random. */
class MalformedMessagesTest {
    private static final long NOW = 1_767_225_600_000_000_000L;

    /** Dialect, a good message, and of which sort each of its values is. */
    private static final String MESSAGES = """
            ALPACA   | {"T":"t","i":5,"S":"A","x":"V","p":1.5,"s":2,"t":"2021-02-22T15:51:44.208Z","c":["@"],"z":"C"} | S:symbol p:price s:size t:time i:id
            ALPACA   | [{"T":"q","S":"A","bx":"V","bp":1.5,"bs":2,"ax":"V","ap":1.6,"as":3,"t":"2021-02-22T15:51:45Z"}] | S:symbol bp:bid bs:size ap:bid as:size t:time
            ALPACA   | {"T":"c","S":"A","x":"M","oi":5,"op":1,"os":1,"ci":6,"cp":1.5,"cs":2,"cc":["7"],"t":"2023-04-06T14:25:06Z"} | S:symbol oi:id cp:price cs:size
            ALPACA   | {"T":"x","S":"A","i":465,"x":"D","p":1,"s":1,"a":"C","t":"2023-04-06T13:15:42Z"} | S:symbol i:id
            COINBASE | {"type":"match","trade_id":10,"sequence":50,"time":"2014-11-07T08:19:27Z","product_id":"A","size":"2","price":"1.5","side":"sell"} | product_id:symbol price:price size:size time:time side:side trade_id:id sequence:sequence
            COINBASE | {"type":"ticker","sequence":50,"product_id":"A","best_bid":"1.5","best_bid_size":"2","best_ask":"1.6","best_ask_size":"3","time":"2022-10-19T23:28:22Z"} | product_id:symbol best_bid:bid best_bid_size:size best_ask:bid best_ask_size:size time:time sequence:sequence
            BINANCE  | {"e":"trade","E":1,"s":"A","t":5,"p":"1.5","q":"2","T":1672515782136,"m":true} | s:symbol p:price q:size T:time t:sequence
            BINANCE  | {"stream":"a@aggTrade","data":{"e":"aggTrade","E":1,"s":"A","a":5,"p":"1.5","q":"2","T":1672515782136,"m":true}} | s:symbol p:price q:size T:time a:sequence
            BINANCE  | {"u":5,"s":"A","b":"1.5","B":"2","a":"1.6","A":"3"} | s:symbol b:bid B:size a:bid A:size u:sequence
            KRAKEN   | {"channel":"trade","type":"update","data":[{"symbol":"A","side":"sell","price":1.5,"qty":2,"trade_id":5,"timestamp":"2023-09-25T07:49:37Z"}]} | symbol:symbol price:price qty:size timestamp:time side:side trade_id:sequence
            KRAKEN   | {"channel":"ticker","type":"update","data":[{"symbol":"A","bid":1.5,"bid_qty":2,"ask":1.6,"ask_qty":3,"timestamp":"2023-09-25T09:04:31Z"}]} | symbol:symbol bid:bid bid_qty:size ask:bid ask_qty:size
            """;

    /** Of which sort, a value, and what is wrong with it. */
    private static final String VALUES = """
            symbol   | ""                     | BAD_SYMBOL
            symbol   | " A"                   | BAD_SYMBOL
            symbol   | "Ä"                    | BAD_SYMBOL
            symbol   | "\\u0007"              | BAD_SYMBOL
            symbol   | 7                      | WRONG_TYPE
            symbol   | true                   | WRONG_TYPE
            symbol   | ["A"]                  | WRONG_TYPE
            symbol   | null                   | MISSING_FIELD
            price    | 0                      | ABSURD_PRICE
            price    | null                   | MISSING_FIELD
            price    | 5000000001             | ABSURD_PRICE
            price    | -1                     | NEGATIVE
            price    | "-1"                   | NEGATIVE
            price    | 0.0000000001           | TOO_PRECISE
            price    | 1e300                  | TOO_LARGE
            price    | 1e999999999            | TOO_LARGE
            price    | 1e72515782136          | TOO_LARGE
            price    | "one"                  | NOT_A_NUMBER
            price    | NaN                    | NOT_A_NUMBER
            price    | -Infinity              | NOT_A_NUMBER
            price    | true                   | WRONG_TYPE
            price    | {"value":1}            | WRONG_TYPE
            bid      | -1                     | NEGATIVE
            bid      | 5000000001             | ABSURD_PRICE
            bid      | "0x10"                 | NOT_A_NUMBER
            bid      | []                     | WRONG_TYPE
            bid      | null                   | MISSING_FIELD
            size     | -0.5                   | NEGATIVE
            size     | 1.000000001            | TOO_PRECISE
            size     | 99999999999999999999   | TOO_LARGE
            size     | "lots"                 | NOT_A_NUMBER
            size     | false                  | WRONG_TYPE
            size     | null                   | MISSING_FIELD
            time     | "now"                  | BAD_TIMESTAMP
            time     | "2013-02-30T00:00:00Z" | BAD_TIMESTAMP
            time     | "2013-11-25"           | BAD_TIMESTAMP
            time     | "2099-01-01T00:00:00Z" | TS_IN_FUTURE
            time     | 9999999999999999999    | TS_IN_FUTURE
            time     | 1                      | TS_TOO_OLD
            time     | -1                     | TS_TOO_OLD
            time     | true                   | WRONG_TYPE
            time     | null                   | MISSING_FIELD
            side     | "X"                    | BAD_SIDE
            side     | "BUY"                  | BAD_SIDE
            side     | 1                      | WRONG_TYPE
            side     | ["buy"]                | WRONG_TYPE
            id       | 7.5                    | WRONG_TYPE
            id       | {}                     | WRONG_TYPE
            id       | "Ä"                    | BAD_TRADE_ID
            sequence | -1                     | NEGATIVE
            sequence | 1.5                    | WRONG_TYPE
            sequence | "x"                    | WRONG_TYPE
            sequence | 99999999999999999999   | TOO_LARGE
            """;

    private static final class Outcome implements EventSink {
        final List<Long> accepted = new ArrayList<>();
        final List<String> rejected = new ArrayList<>();

        @Nullable
        Stop stop;

        @Override
        public boolean accept(long index, ParsedEvent event) {
            accepted.add(index);
            // Records check themselves.
            assertThat(event.toRecord().symbol()).isNotEmpty();
            return true;
        }

        @Override
        public void reject(long index, RejectCode code, Supplier<String> message) {
            rejected.add(index + " " + code);
            assertThat(message.get()).isNotBlank().isASCII();
        }
    }

    private static Outcome read(Dialect dialect, byte[] body) {
        EventRules rules = EventRules.DEFAULT;
        Outcome outcome = new Outcome();
        JsonReader reader = new JsonReader(
                new DialectParser(dialect, rules, null, MissingTime.OUR_CLOCK), true, rules, Long.MAX_VALUE, () -> NOW);
        try {
            outcome.stop = reader.read(new ByteArrayInputStream(body), outcome);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return outcome;
    }

    private static String[] parts(String line) {
        String[] parts = line.split(" \\| ", -1);
        for (int i = 0; i < parts.length; i++) {
            parts[i] = parts[i].strip();
        }
        return parts;
    }

    @Test
    void rejectsEachBadValueWithItsCodeAndKeepsTheMessagesAroundIt() {
        int cases = 0;
        for (String message : MESSAGES.lines().toList()) {
            String[] parts = parts(message);
            Dialect dialect = Dialect.valueOf(parts[0]);
            String good = parts[1];
            for (String field : parts[2].split(" ", -1)) {
                String name = field.substring(0, field.indexOf(':'));
                for (String line : VALUES.lines().toList()) {
                    String[] value = parts(line);
                    if (value[0].equals(field.substring(field.indexOf(':') + 1))) {
                        String bad = good.replaceFirst(
                                "\"" + name + "\":(\"[^\"]*\"|[-0-9.]+)",
                                Matcher.quoteReplacement("\"" + name + "\":" + value[1]));
                        assertThat(bad).isNotEqualTo(good);
                        Outcome outcome = read(dialect, (good + "\n" + bad + "\n" + good).getBytes(UTF_8));
                        assertThat(outcome.stop).as(bad).isNull();
                        assertThat(outcome.accepted).as(bad).containsExactly(0L, 2L);
                        assertThat(outcome.rejected).as(bad).containsExactly("1 " + value[2]);
                        cases++;
                    }
                }
            }
        }

        assertThat(cases).isGreaterThan(250);
    }

    @ParameterizedTest
    @EnumSource
    void survivesMessagesDamagedAtRandom(Dialect dialect) {
        List<String> messages = MESSAGES.lines()
                .map(MalformedMessagesTest::parts)
                .filter(parts -> parts[0].equals(dialect.name().toUpperCase(Locale.ROOT)))
                .map(parts -> parts[1])
                .toList();
        Random random = new Random(20_260_101);
        int accepted = 0;
        int rejected = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = messages.get(random.nextInt(messages.size())).getBytes(UTF_8);
            int damages = 1 + random.nextInt(3);
            for (int i = 0; i < damages; i++) {
                damage(bytes, random);
            }
            Outcome outcome = read(dialect, bytes);
            accepted += outcome.accepted.size();
            rejected += outcome.rejected.size();
        }

        assertThat(accepted).isPositive();
        assertThat(rejected).isPositive();
    }

    private static void damage(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(4)) {
            case 0 -> bytes[at] = (byte) random.nextInt(256);
            case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> bytes[at] = (byte) "{}[]\",:0e-.ntN\\".charAt(random.nextInt(15));
            default -> {
                int to = random.nextInt(bytes.length);
                int length = Math.min(random.nextInt(12), bytes.length - Math.max(at, to));
                System.arraycopy(bytes, at, bytes, to, length);
            }
        }
    }
}
