package io.tapeline.infra.cost;

import io.tapeline.infra.cost.CostLine.Certainty;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** An estimate as a table for people. */
final class CostTable {
    private static final String ROW = "%-13s %-34s %12s %-17s %10s %12s%n";

    private CostTable() {}

    /**
     * The table.
     *
     * @param budget dollars a month that there shall be a warning above
     */
    static String of(String title, Estimate estimate, Load load, Prices prices, BigDecimal budget) {
        StringBuilder text = new StringBuilder();
        line(text, "%s: estimate of a month, in US dollars", title);
        line(
                text,
                "%s trades/s, %s hours a day, %s days a month; list prices of %s, written down %s (%s)",
                plain(load.tradesPerSecond()),
                plain(load.hoursPerDay()),
                plain(load.daysPerMonth()),
                prices.region(),
                prices.written(),
                prices.file());
        text.append(String.format(Locale.ROOT, "%n" + ROW, "", "", "quantity", "unit", "price", "$/month"));
        String component = "";
        for (CostLine line : estimate.lines()) {
            text.append(String.format(
                    Locale.ROOT,
                    ROW,
                    line.component().equals(component) ? "" : line.component(),
                    line.item(),
                    mark(line) + quantity(line.quantity()),
                    line.unit(),
                    plain(line.price()),
                    money(line.dollars())));
            component = line.component();
        }
        text.append(System.lineSeparator());
        estimate.byComponent().forEach((name, dollars) -> text.append(sum(name, dollars)));
        text.append(sum("Total", estimate.total()));
        text.append(System.lineSeparator());
        line(
                text,
                "~ rests on an assumption of the price file. Spot saves $%s, ending when idle $%s.", //
                money(estimate.savedBySpot()),
                money(estimate.savedByEnding()));
        if (estimate.total().compareTo(budget) > 0) {
            line(text, "WARNING: above monthly_budget, which is $%s", money(budget));
        }
        return text.toString();
    }

    private static String sum(String name, BigDecimal dollars) {
        return String.format(Locale.ROOT, ROW, name, "", "", "", "", money(dollars));
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format + "%n", values));
    }

    private static String mark(CostLine line) {
        return line.certainty() == Certainty.GUESSED ? "~" : "";
    }

    private static String money(BigDecimal dollars) {
        return String.format(Locale.ROOT, "%,.2f", dollars);
    }

    private static String quantity(BigDecimal quantity) {
        return String.format(Locale.ROOT, "%,.1f", quantity.setScale(1, RoundingMode.HALF_UP));
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
