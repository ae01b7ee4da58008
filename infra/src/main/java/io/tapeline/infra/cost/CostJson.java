package io.tapeline.infra.cost;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tapeline.infra.cost.CostLine.Certainty;
import java.math.BigDecimal;
import java.util.Locale;

/** An estimate as JSON for programs. */
final class CostJson {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private CostJson() {}

    static String of(String title, Estimate estimate, Load load, Prices prices, BigDecimal budget) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("profile", title);
        json.put("prices", prices.file());
        json.put("prices_written", prices.written().toString());
        json.put("region", prices.region());
        json.put("trades_per_second", load.tradesPerSecond());
        json.put("hours_per_day", load.hoursPerDay());
        json.put("days_per_month", load.daysPerMonth());
        ArrayNode lines = json.putArray("lines");
        for (CostLine line : estimate.lines()) {
            lines.addObject()
                    .put("component", line.component())
                    .put("item", line.item())
                    .put("quantity", line.quantity())
                    .put("unit", line.unit())
                    .put("price", line.price())
                    .put("dollars", line.dollars())
                    .put("scale", line.scale().name().toLowerCase(Locale.ROOT))
                    .put("guessed", line.certainty() == Certainty.GUESSED);
        }
        ObjectNode components = json.putObject("components");
        estimate.byComponent().forEach(components::put);
        json.put("total", estimate.total());
        json.put("saved_by_spot", estimate.savedBySpot());
        json.put("saved_by_ending", estimate.savedByEnding());
        json.put("monthly_budget", budget);
        json.put("above_budget", estimate.total().compareTo(budget) > 0);
        try {
            return MAPPER.writeValueAsString(json) + System.lineSeparator();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
