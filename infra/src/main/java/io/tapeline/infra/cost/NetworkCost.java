package io.tapeline.infra.cost;

import io.tapeline.infra.cost.CostLine.Certainty;
import io.tapeline.infra.cost.CostLine.Scale;
import java.math.BigDecimal;
import java.util.List;

/** Interface endpoints, the NAT gateway, traffic between zones, keys and secrets. Trades go through Kinesis's endpoint on their way in and out. */
final class NetworkCost implements Component {
    private static final BigDecimal IN_AND_OUT = BigDecimal.valueOf(2);

    @Override
    public List<CostLine> lines(Plan plan, Load load, Prices prices) {
        Lines lines = new Lines("Network", prices);
        Plan.Network network = plan.network();
        BigDecimal streamed = Lines.gigabytes(load.trades().multiply(prices.assumption("stream-bytes-a-trade")))
                .multiply(IN_AND_OUT);
        BigDecimal other = prices.assumption("endpoint-gb-a-day").multiply(Load.DAYS_PER_MONTH);
        if (network.endpoints() > 0) {
            lines.fixed(
                    "endpoints",
                    Load.HOURS_PER_MONTH.multiply(BigDecimal.valueOf((long) network.endpoints() * network.zones())),
                    "hour",
                    "endpoint.zone-hour");
            lines.add("endpoints, trades", streamed, "GB", "endpoint.gb", Scale.BY_RATE, Certainty.KNOWN);
            lines.fixedGuess("endpoints, other", other, "GB", "endpoint.gb");
        }
        if (network.natGateways() > 0) {
            BigDecimal gateways = BigDecimal.valueOf(network.natGateways());
            lines.fixed("NAT gateway", Load.HOURS_PER_MONTH.multiply(gateways), "hour", "nat.hour");
            lines.fixedGuess("NAT gateway, bytes", other, "GB", "nat.gb");
        }
        lines.byRateGuess(
                "between zones",
                streamed.multiply(prices.assumption("cross-zone-share")).multiply(IN_AND_OUT),
                "GB",
                "transfer.zone-gb");
        lines.fixed("keys", BigDecimal.valueOf(network.keys()), "key", "kms.key-month");
        lines.fixed("secrets", BigDecimal.valueOf(network.secrets()), "secret", "secrets.secret-month");
        return lines.list();
    }
}
