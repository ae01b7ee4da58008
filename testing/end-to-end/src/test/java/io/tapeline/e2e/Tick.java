package io.tapeline.e2e;

import java.math.BigDecimal;

/**
 * One line of the file of trades, moved in time.
 *
 * @param second of the trade, since the epoch
 * @param price in dollars
 * @param amount in bitcoins
 * @param line its number in the file, from 1: the order of trades of one second
 */
record Tick(long second, BigDecimal price, BigDecimal amount, int line) {}
