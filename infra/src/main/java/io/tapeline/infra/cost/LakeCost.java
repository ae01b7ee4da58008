package io.tapeline.infra.cost;

import io.tapeline.infra.cost.CostLine.Certainty;
import io.tapeline.infra.cost.CostLine.Scale;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * S3: what the lake holds at its assumed age, the newest month of it in the standard class, and the requests of checkpoints. What is
 * asked of Athena is up to its users, and left out.
 */
final class LakeCost implements Component {
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    @Override
    public List<CostLine> lines(Plan plan, Load load, Prices prices) {
        Lines lines = new Lines("Lake", prices);
        BigDecimal month = month(load, prices);
        BigDecimal older =
                prices.assumption("lake-months").subtract(BigDecimal.ONE).max(BigDecimal.ZERO);
        lines.byRateGuess("newest month", month, "GB-month", "s3.standard-gb-month");
        lines.add(
                "older", month.multiply(older), "GB-month", "s3.infrequent-gb-month", Scale.BY_RATE, Certainty.GUESSED);
        BigDecimal checkpoints = load.seconds()
                .divide(BigDecimal.valueOf(plan.streams().checkpointSeconds()), MathContext.DECIMAL64)
                .divide(THOUSAND, MathContext.DECIMAL64);
        lines.fixedGuess(
                "writes of checkpoints",
                checkpoints.multiply(prices.assumption("puts-a-checkpoint")),
                "1,000 requests",
                "s3.put-thousand");
        lines.fixedGuess(
                "reads of checkpoints",
                checkpoints.multiply(prices.assumption("gets-a-checkpoint")),
                "1,000 requests",
                "s3.get-thousand");
        return lines.list();
    }

    /** GB that a month adds. */
    static BigDecimal month(Load load, Prices prices) {
        return Lines.gigabytes(load.trades().multiply(prices.assumption("lake-bytes-a-trade")));
    }
}
