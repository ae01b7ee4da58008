package io.tapeline.infra.cost;

import java.util.List;

/** What one part of the pipeline costs a month. Pure. */
@FunctionalInterface
interface Component {
    /**
     * Its lines.
     *
     * @throws PriceException if a price is missing
     */
    List<CostLine> lines(Plan plan, Load load, Prices prices);
}
