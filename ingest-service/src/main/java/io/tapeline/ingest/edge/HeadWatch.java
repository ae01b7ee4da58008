package io.tapeline.ingest.edge;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.tapeline.ingest.feed.NanoClock;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Ends connections on which a request's head comes too slowly, byte by byte: they would else count against the bound of
 * connections for days. Quarkus has no time-out for that, and offers no place to put one, so Netty itself is asked for it: it
 * makes an instance by the service loader, which is why what is watched is static. Without {@link #install} nothing is.
 * Thread safe. State bound: the open connections.
 */
public final class HeadWatch extends ChannelInitializerExtension {
    private static final Set<HeadTimer> TIMERS = ConcurrentHashMap.newKeySet();

    /** Asks Netty for it; to be called before the first server socket opens. */
    public static void install() {
        System.setProperty(EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
    }

    @Override
    public void postInitializeServerChildChannel(Channel channel) {
        channel.pipeline().addFirst(new HeadTimer(TIMERS, NanoClock.SYSTEM));
    }

    /** To be told of each request, as soon as it is there. */
    public static void requested(RoutingContext context) {
        withTimer(context, HeadTimer::requested);
        context.addEndHandler(unused -> withTimer(context, HeadTimer::answered));
    }

    private static void withTimer(RoutingContext context, Consumer<HeadTimer> what) {
        if (context.request().connection() instanceof ConnectionBase connection) {
            HeadTimer timer = connection.channel().pipeline().get(HeadTimer.class);
            if (timer != null) {
                what.accept(timer);
            }
        }
    }

    /** Ends the connections whose heads take longer than this; to be called now and then. */
    public static void check(Duration timeout) {
        TIMERS.forEach(timer -> timer.check(timeout.toNanos()));
    }
}
