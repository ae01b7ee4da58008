package io.tapeline.ingest.reference;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.tapeline.model.FixedPoint;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Something that is traded.
 *
 * @param symbol its name on the stream
 * @param venues where it is traded: MICs or exchange names, each once
 * @param assetClass what sort of thing it is
 * @param tickSize the least step of its price
 * @param currency what its price is in
 * @param calendar the id of the calendar of its trading sessions
 */
@JsonPropertyOrder({"symbol", "venues", "asset_class", "tick_size", "currency", "calendar"})
@Schema(name = "Instrument", description = "Something that is traded. A field that is not listed here is an error.")
public record Instrument(
        @Schema(description = "Its name on the stream: 1 to 64 printable ASCII characters.", examples = "BTC-USD")
        String symbol,

        @Schema(description = "Where it is traded: MICs or exchange names.", examples = "[\"COINBASE\"]")
        List<String> venues,

        @JsonIgnore AssetClass assetClass,

        @Schema(description = "The least step of its price; at most nine decimal places.", examples = "0.01")
        @JsonProperty("tick_size")
        BigDecimal tickSize,

        @Schema(description = "What its price is in.", examples = "USD")
        String currency,

        @Schema(description = "The id of the calendar of its trading sessions.", examples = "24x7")
        String calendar) {
    static final int MAX_VENUES = 64;

    private static final Pattern SYMBOL = Pattern.compile("[!-~]([ -~]{0,62}[!-~])?");
    private static final Pattern VENUE = Pattern.compile("[!-~]([ -~]{0,30}[!-~])?");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z0-9]{2,12}");
    private static final Pattern CALENDAR = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,63}");

    public Instrument {
        requireNonNull(assetClass, "assetClass is null");
        requireNonNull(tickSize, "tickSize is null");
        venues = List.copyOf(venues);
        require(matches(SYMBOL, symbol), "symbol is not 1 to 64 printable ASCII characters", symbol);
        require(!venues.isEmpty() && venues.size() <= MAX_VENUES, "venues are not 1 to " + MAX_VENUES, venues.size());
        for (String venue : venues) {
            require(matches(VENUE, venue), "a venue is not 1 to 32 printable ASCII characters", venue);
        }
        require(venues.stream().distinct().count() == venues.size(), "a venue is given twice", venues);
        require(
                tickSize.signum() > 0
                        && tickSize.stripTrailingZeros().scale() <= FixedPoint.PRICE_SCALE
                        && tickSize.compareTo(FixedPoint.priceDecimal(Long.MAX_VALUE)) <= 0,
                "tick_size is not above 0 with at most 9 decimal places",
                tickSize);
        require(matches(CURRENCY, currency), "currency is not 2 to 12 capital letters and digits", currency);
        require(
                matches(CALENDAR, calendar),
                "calendar is not 1 to 64 letters, digits, dots, slashes, hyphens and underscores",
                calendar);
    }

    /** The asset class as the API has it. */
    @Schema(description = "What sort of thing it is.", examples = "crypto")
    @JsonProperty("asset_class")
    public String assetClassLabel() {
        return assetClass.label();
    }

    private static boolean matches(Pattern pattern, String text) {
        return pattern.matcher(text).matches();
    }

    private static void require(boolean right, String problem, Object value) {
        if (!right) {
            throw new IllegalArgumentException(problem + ": " + value);
        }
    }
}
