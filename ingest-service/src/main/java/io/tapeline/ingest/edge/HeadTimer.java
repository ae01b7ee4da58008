package io.tapeline.ingest.edge;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.concurrent.Future;
import io.tapeline.ingest.feed.NanoClock;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Times the heads of the requests of one connection: from the connection's begin, and from the first byte after an answer, to
 * the moment at which a request is there. Stands first among the handlers, before TLS. Runs on the connection's event loop,
 * but for {@link #check}.
 */
final class HeadTimer extends ChannelInboundHandlerAdapter {
    private final Set<HeadTimer> all;
    private final NanoClock clock;

    private volatile @Nullable Channel channel;

    /** Whether a head is waited for, and since when. */
    private volatile boolean timed;

    private volatile long since;
    private boolean answered;

    HeadTimer(Set<HeadTimer> all, NanoClock clock) {
        this.all = all;
        this.clock = clock;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
        begin();
        all.add(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (answered) {
            answered = false;
            // Other protocols, to which a request has switched, have frames of their own and no heads.
            if (context.pipeline().get(HttpRequestDecoder.class) != null) {
                begin();
            }
        }
        context.fireChannelRead(message);
    }

    private void begin() {
        since = clock.nanoTime();
        timed = true;
    }

    /** A request is there. */
    void requested() {
        timed = false;
        answered = false;
    }

    /** It has been answered: what comes now is the next one's. */
    void answered() {
        answered = true;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        all.remove(this);
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        all.remove(this);
    }

    /** Ends the connection if a head takes longer than this. */
    void check(long timeoutNanos) {
        Channel open = channel;
        if (open != null && timed && clock.nanoTime() - since > timeoutNanos) {
            Future<?> unused = open.close();
        }
    }
}
