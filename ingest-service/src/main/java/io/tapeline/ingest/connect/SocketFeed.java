package io.tapeline.ingest.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tapeline.ingest.dialect.DialectReader;
import io.tapeline.ingest.dialect.MissingTime;
import io.tapeline.ingest.feed.NanoClock;
import io.tapeline.ingest.parse.EventKind;
import io.tapeline.ingest.parse.EventRules;
import io.tapeline.ingest.parse.EventSink;
import io.tapeline.ingest.parse.ParsedEvent;
import io.tapeline.ingest.parse.RejectCode;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A venue's socket, from the connection to the publisher: the loop of one thread around {@link FeedSession}. It reads what
 * has come, hands it on when nothing more is there, and finds gaps on the way. When the publisher has no room, the thread
 * waits, the inbox fills up to {@link SocketLink#AHEAD}, and the socket is not read. Ends when its thread is interrupted, and
 * hands on what it holds.
 */
final class SocketFeed implements Runnable {
    private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(1);

    private final FeedSettings settings;
    private final URI url;
    private final VenueProtocol protocol;
    private final FeedStatus status;
    private final FeedSession session;
    private final Vertx vertx;
    private final WebSocketClient client;
    private final Outlet outlet;
    private final @Nullable Backfiller backfiller;
    private final DialectReader reader;
    private final NanoClock clock;
    private final SequenceTracker tracker = new SequenceTracker();
    private final Tracked tracked = new Tracked();
    /** Bounded by what a connection may tell ahead. */
    private final BlockingQueue<SocketLink.Signal> inbox = new LinkedBlockingQueue<>();

    private @Nullable SocketLink link;
    private long frames;
    /** Whether the message being read tells again what was told before. */
    private boolean recap;

    /**
     * A feed that is not started.
     *
     * @param outlet that this thread alone uses
     * @param backfiller takes the gaps; null if they are only written down
     */
    SocketFeed(
            FeedSettings settings,
            URI url,
            VenueProtocol protocol,
            FeedStatus status,
            Vertx vertx,
            Outlet outlet,
            @Nullable Backfiller backfiller,
            EventRules rules,
            NanoClock clock,
            RandomGenerator random) {
        this.settings = settings;
        this.url = url;
        this.protocol = protocol;
        this.status = status;
        this.vertx = vertx;
        this.client = SocketLink.client(vertx);
        this.outlet = outlet;
        this.backfiller = backfiller;
        this.reader = new DialectReader(protocol.dialect(), rules, null, MissingTime.OUR_CLOCK);
        this.clock = clock;
        this.session = new FeedSession(
                settings.silence(), settings.backoffMin(), settings.backoffMax(), protocol.answers(), clock, random);
    }

    @Override
    public void run() {
        try {
            act(session.start());
            while (true) {
                SocketLink.Signal signal =
                        inbox.poll(Math.min(session.waitNanos(), LONGEST_WAIT), TimeUnit.NANOSECONDS);
                if (signal != null && signal.link() == link) {
                    take(signal);
                }
                if (inbox.isEmpty()) {
                    if (!outlet.flush()) {
                        return;
                    }
                    // Only now: while there is something to read, it is not the venue that is slow.
                    turn();
                }
                status.state(session.state());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            act(session.stop());
            // What the venue has sent and will not send again.
            outlet.handOff();
            status.state(session.state());
        }
    }

    private void turn() {
        boolean mute = session.isMute();
        FeedSession.State before = session.state();
        FeedSession.Action action = session.turn();
        if (mute) {
            status.warn(
                    Journal.Kind.SILENT,
                    before == FeedSession.State.LIVE
                            ? "nothing came for " + settings.silence().toMillis() + " ms"
                            : "the subscription was not confirmed in "
                                    + settings.silence().toMillis() + " ms");
        }
        act(action);
    }

    private void act(FeedSession.Action action) {
        switch (action) {
            case NONE -> {}
            case CONNECT -> link = SocketLink.connect(vertx, client, url, inbox::add);
            case SUBSCRIBE -> {
                if (link != null) {
                    link.send(protocol.subscriptions());
                }
            }
            case CLOSE -> {
                if (link != null) {
                    link.close();
                    link = null;
                }
            }
        }
    }

    private void take(SocketLink.Signal signal) {
        if (signal instanceof SocketLink.Signal.Message message) {
            session.heard();
            status.message();
            read(message.text());
            message.link().taken();
        } else if (signal instanceof SocketLink.Signal.Opened) {
            status.note(Journal.Kind.CONNECTED, "connected, attempt " + (session.failures() + 1));
            act(session.opened());
        } else if (signal instanceof SocketLink.Signal.Lost lost) {
            link = null;
            session.lost();
            status.warn(Journal.Kind.DISCONNECTED, FeedStatus.excerpt(lost.reason()));
        }
    }

    private void read(String text) {
        JsonNode message;
        try {
            message = DialectReader.parse(text);
        } catch (JsonProcessingException e) {
            status.malformed(text);
            return;
        }
        if (message.isMissingNode()) {
            status.malformed("an empty frame");
            return;
        }
        reader.setNow(clock.wallNanos());
        recap = protocol.isRecap(message);
        boolean goOn = reader.read(message, frames++, tracked);
        VenueProtocol.Meaning meaning = protocol.meaning(message);
        if (meaning instanceof VenueProtocol.Meaning.Confirmed) {
            answered(session.state(), session.confirmed());
        } else if (meaning instanceof VenueProtocol.Meaning.Refused refused) {
            status.warn(Journal.Kind.REFUSED, FeedStatus.excerpt(refused.reason()));
            answered(session.state(), session.refused());
        } else if (meaning instanceof VenueProtocol.Meaning.LastTrade last) {
            tracker.lastIs(last.symbol(), last.id()).ifPresent(this::found);
        }
        if (!goOn) {
            // The outlet gives up only when the thread is interrupted; the loop sees that too.
            Thread.currentThread().interrupt();
        }
    }

    private void answered(FeedSession.State before, FeedSession.Action action) {
        if (session.state() == FeedSession.State.LIVE && before != FeedSession.State.LIVE) {
            status.note(Journal.Kind.LIVE, "subscribed");
        }
        act(action);
    }

    private void found(Gap gap) {
        status.gap(gap);
        if (backfiller != null) {
            backfiller.add(gap);
        }
    }

    /** Looks at the ids of trades on their way to the publisher. */
    private final class Tracked implements EventSink {
        @Override
        public boolean accept(long index, ParsedEvent event) {
            if (event.kind() == EventKind.TRADE && event.numericId() >= 0) {
                if (recap && tracker.hasPassed(event.symbol(), event.numericId())) {
                    return true;
                }
                tracker.trade(event.symbol(), event.numericId(), event.tsEvent())
                        .ifPresent(SocketFeed.this::found);
                status.repeats(tracker.repeats());
            }
            return outlet.accept(index, event);
        }

        @Override
        public void reject(long index, RejectCode code, Supplier<String> message) {
            outlet.reject(index, code, message);
        }
    }
}
