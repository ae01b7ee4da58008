package io.tapeline.ingest.trust;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void givesItsBurstAtOnceAndThenItsRate() {
        TokenBucket bucket = new TokenBucket(10, 3, 0);

        assertThat(bucket.takeOne(0)).isZero();
        assertThat(bucket.takeOne(0)).isZero();
        assertThat(bucket.takeOne(0)).isZero();
        assertThat(bucket.takeOne(0)).isEqualTo(SECOND / 10);
        assertThat(bucket.takeOne(SECOND / 10 - 1)).isEqualTo(1);
        assertThat(bucket.takeOne(SECOND / 10)).isZero();
        assertThat(bucket.takeOne(SECOND / 10)).isEqualTo(SECOND / 10);
    }

    @Test
    void holdsNoMoreThanItsBurstAfterAPause() {
        TokenBucket bucket = new TokenBucket(10, 2, 0);
        long later = 3600 * SECOND;

        assertThat(bucket.takeOne(later)).isZero();
        assertThat(bucket.takeOne(later)).isZero();
        assertThat(bucket.takeOne(later)).isPositive();
    }

    @Test
    void letsADebtBeWaitedFor() {
        TokenBucket bucket = new TokenBucket(1000, 500, 0);

        assertThat(bucket.untilOne(0)).isZero();
        bucket.charge(2500, 0);

        // 2,000 are owed, and one is asked for.
        assertThat(bucket.untilOne(0)).isEqualTo(2 * SECOND + SECOND / 1000);
        assertThat(bucket.untilOne(2 * SECOND + SECOND / 1000)).isZero();
    }

    @Test
    void keepsTheLongRunRateHoweverLargeTheCharges() {
        TokenBucket bucket = new TokenBucket(1000, 1000, 0);
        long now = 0;
        long charged = 0;
        for (int i = 0; i < 100; i++) {
            now += bucket.untilOne(now);
            bucket.charge(777, now);
            charged += 777;
        }

        assertThat(charged).isBetween(now * 1000 / SECOND, now * 1000 / SECOND + 1000 + 777);
    }

    @Test
    void sendsNobodyAwayForMoreThanADay() {
        TokenBucket bucket = new TokenBucket(1, 1, 0);

        bucket.charge(Long.MAX_VALUE, 0);
        bucket.charge(Long.MAX_VALUE, 0);

        assertThat(bucket.untilOne(0)).isEqualTo(24 * 3600 * SECOND);
    }

    @Test
    void countsRightAtHighRates() {
        TokenBucket bucket = new TokenBucket(RateLimit.MAX, RateLimit.MAX, 0);

        bucket.charge(3 * RateLimit.MAX, 0);

        assertThat(bucket.untilOne(0)).isEqualTo(2 * SECOND + 10);
    }
}
