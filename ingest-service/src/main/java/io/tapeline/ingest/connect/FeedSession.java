package io.tapeline.ingest.connect;

import io.tapeline.ingest.feed.NanoClock;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The life of a feed's connection: connect, subscribe, live, and again after a pause when it is lost. Pure: it is told what
 * happened, and says what to do; time is what its clock shows. Not thread safe. State bound: a few numbers.
 *
 * <p>A lost connection is followed by a pause of anything between nothing and a bound that doubles with each failure in a
 * row (full jitter), so that many clients of a venue that comes back do not come back at once. Failures are forgotten when a
 * connection has been live for as long as the greatest pause: a venue that accepts and drops is not asked ever faster.
 */
final class FeedSession {
    /** Where it is. */
    enum State {
        /** Not started, or ended. */
        STOPPED,
        /** A connection is being made. */
        CONNECTING,
        /** The venue is to confirm the subscriptions. */
        SUBSCRIBING,
        /** Subscribed. */
        LIVE,
        /** Pausing before the next attempt. */
        WAITING
    }

    /** What is to be done now. */
    enum Action {
        NONE,
        /** Make a connection. */
        CONNECT,
        /** Send the subscriptions. */
        SUBSCRIBE,
        /** Close the connection; nothing it still says counts. */
        CLOSE
    }

    /** {@link #waitNanos} when only an event from outside can change anything. */
    static final long FOREVER = Long.MAX_VALUE;

    private final NanoClock clock;
    private final Jitter jitter;
    private final long silence;
    private final long backoffMax;
    private final int answers;

    private State state = State.STOPPED;
    private long since;
    private long heard;
    private long due;
    private int failures;
    private int confirmed;
    private int refused;

    /**
     * A session that is not started.
     *
     * @param answers how many times the venue confirms or refuses a part of the subscriptions
     */
    FeedSession(
            Duration silence,
            Duration backoffMin,
            Duration backoffMax,
            int answers,
            NanoClock clock,
            RandomGenerator random) {
        this.silence = silence.toNanos();
        this.backoffMax = backoffMax.toNanos();
        this.answers = answers;
        this.clock = clock;
        this.jitter = new Jitter(backoffMin, backoffMax, random);
    }

    State state() {
        return state;
    }

    /** When it came to its state, by {@link NanoClock#nanoTime}. */
    long since() {
        return since;
    }

    /** How many connections were lost in a row. */
    int failures() {
        return failures;
    }

    /** How long nothing was heard on the connection; 0 when there is none. */
    long silentNanos() {
        return state == State.SUBSCRIBING || state == State.LIVE ? clock.nanoTime() - heard : 0;
    }

    Action start() {
        enter(State.CONNECTING);
        return Action.CONNECT;
    }

    Action stop() {
        boolean connected = state != State.STOPPED && state != State.WAITING;
        enter(State.STOPPED);
        return connected ? Action.CLOSE : Action.NONE;
    }

    /** The connection stands. */
    Action opened() {
        enter(State.SUBSCRIBING);
        heard = since;
        confirmed = 0;
        refused = 0;
        return Action.SUBSCRIBE;
    }

    /** A frame came, whatever it held. */
    void heard() {
        heard = clock.nanoTime();
    }

    /** The venue confirmed a part of the subscriptions. */
    Action confirmed() {
        confirmed++;
        return answered();
    }

    /** The venue refused a part of the subscriptions. */
    Action refused() {
        refused++;
        return answered();
    }

    private Action answered() {
        if (state != State.SUBSCRIBING || confirmed + refused < answers) {
            return Action.NONE;
        }
        if (confirmed == 0) {
            lost();
            return Action.CLOSE;
        }
        enter(State.LIVE);
        return Action.NONE;
    }

    /** The connection is lost, or could not be made. */
    void lost() {
        if (state == State.LIVE && clock.nanoTime() - since >= backoffMax) {
            failures = 0;
        }
        failures++;
        enter(State.WAITING);
        due = since + jitter.nanos(failures);
    }

    /** Does what is due by now. */
    Action turn() {
        switch (state) {
            case WAITING -> {
                if (clock.nanoTime() >= due) {
                    enter(State.CONNECTING);
                    return Action.CONNECT;
                }
            }
            case SUBSCRIBING, LIVE -> {
                if (isMute()) {
                    lost();
                    return Action.CLOSE;
                }
            }
            case STOPPED, CONNECTING -> {}
        }
        return Action.NONE;
    }

    /** Whether the connection is open and has said nothing for too long, or has not confirmed in time. */
    boolean isMute() {
        return switch (state) {
            case SUBSCRIBING -> clock.nanoTime() - since >= silence;
            case LIVE -> clock.nanoTime() - heard >= silence;
            case STOPPED, CONNECTING, WAITING -> false;
        };
    }

    /** How long until {@link #turn} has something to do, or {@link #FOREVER}. */
    long waitNanos() {
        return switch (state) {
            case WAITING -> Math.max(0, due - clock.nanoTime());
            case SUBSCRIBING -> Math.max(0, since + silence - clock.nanoTime());
            case LIVE -> Math.max(0, heard + silence - clock.nanoTime());
            case STOPPED, CONNECTING -> FOREVER;
        };
    }

    private void enter(State next) {
        state = next;
        since = clock.nanoTime();
    }
}
